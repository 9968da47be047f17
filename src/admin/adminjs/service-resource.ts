import { Resource as TypeOrmResource } from '@adminjs/typeorm';
import {
  type ActionContext,
  BaseRecord,
  type Filter,
  flat,
  type ParamsType,
  type SupportedDatabasesType,
} from 'adminjs';
import { AppError } from '../../services/core/errors.js';
import { parse } from '../../services/core/input/parse.js';
import { readTitles } from '../../services/core/read/titles.js';
import { noteDenial } from '../../services/core/write/denial.js';
import { perform } from '../../services/core/write/perform.js';
import { callerOf, isWriting } from './caller.js';
import { toAdminError } from './errors.js';
import { toInput } from './form-input.js';
import { namesRecordsOf } from './named-records.js';
import { type Created, type FilterValue, ServiceDefinition } from './service-definition.js';
import { isUnread, UnreadRecord } from './unread-record.js';

/** AdminJS's default list is longer than the services give. */
const LONGEST_PAGE = 100;

/** Reads and writes through the services, so that the console allows what the API allows and nothing else. */
export class ServiceResource extends TypeOrmResource {
  static override isAdapterFor(raw: unknown): boolean {
    return raw instanceof ServiceDefinition;
  }

  private readonly definition: ServiceDefinition;
  /** AdminJS asks for the total right after the page that it belongs to. */
  private readonly totals = new WeakMap<Filter, number>();

  constructor(definition: ServiceDefinition) {
    const { deps, entity } = definition;
    super({ name: entity.name, getRepository: () => deps.db.getRepository(entity) } as never);
    this.definition = definition;
  }

  override databaseName(): string {
    return 'signalbox';
  }

  override databaseType(): SupportedDatabasesType {
    return 'Postgres';
  }

  override properties(): Property[] {
    return super.properties().filter(isShown);
  }

  override property(path: string): Property {
    const property = super.property(path);
    // AdminJS asks for names of its own too, and takes undefined for an answer.
    return property && isShown(property) ? property : (undefined as unknown as Property);
  }

  override async find(
    filter: Filter,
    { limit = 20, offset = 0, sort }: { limit?: number; offset?: number; sort?: Sort },
    context?: ActionContext,
  ): Promise<BaseRecord[]> {
    const { deps, reads } = this.definition;
    const page_size = Math.min(limit, LONGEST_PAGE);
    try {
      const query = parse(reads.list.query, {
        page: Math.floor(offset / page_size) + 1,
        page_size,
        ...(sort?.sortBy && { sort: `${sort.direction === 'desc' ? '-' : ''}${sort.sortBy}` }),
        ...this.filtersOf(filter),
      });
      const page = await reads.list(deps, callerOf(context?.currentAdmin), query);
      this.totals.set(filter, page.total);
      return page.items.map((item) => new BaseRecord((reads.listed?.(item as never) ?? item) as ParamsType, this));
    } catch (error) {
      throw toAdminError(error);
    }
  }

  override async count(filter: Filter): Promise<number> {
    return this.totals.get(filter) ?? 0;
  }

  /** Before it writes, AdminJS asks for the record, and for that which a filter of a list refers to: nobody looks at it. */
  override async findOne(id: string, context?: ActionContext): Promise<BaseRecord | null> {
    if (context?.action.isResourceType()) return null;
    const isWrite = isWriting(context?.currentAdmin) && context?.action.name !== 'show';
    return isWrite ? new UnreadRecord({ id }, this) : this.read(id, context);
  }

  /** What is not there and what may not be read look the same. */
  async read(id: string, context?: ActionContext): Promise<BaseRecord | null> {
    const { deps, reads } = this.definition;
    try {
      const record = await reads.get(deps, callerOf(context?.currentAdmin), id);
      return this.recordOf(record);
    } catch (error) {
      await noteDenial(deps, callerOf(context?.currentAdmin), reads.get, error, id);
      if (error instanceof AppError && [403, 404].includes(error.status)) return null;
      throw error;
    }
  }

  /** A record as its page shows it. */
  recordOf(record: object): BaseRecord {
    return new BaseRecord(this.show(record) as ParamsType, this);
  }

  /** For the names behind references: what may not be read stays an id. */
  override async findMany(ids: (string | number)[], context?: ActionContext): Promise<BaseRecord[]> {
    const { deps, reads } = this.definition;
    if (!reads.titles || !context || !namesRecordsOf(this, context)) return [];
    const caller = callerOf(context.currentAdmin);
    // After a write the page keeps the names that it has: only that of whoever wrote can be new.
    const unknown = isWriting(context.currentAdmin) ? ids.filter((id) => id === caller.actor.id) : ids;
    const found = await readTitles(deps, caller, reads.get.permission, reads.titles, unknown.map(String));
    const titleProperty = this.decorate().titleProperty().name();
    return found.map(({ id, title }) => new BaseRecord({ id, [titleProperty]: title }, this));
  }

  override async create(params: Record<string, unknown>, context?: ActionContext): Promise<ParamsType> {
    const { deps, writes } = this.definition;
    if (!writes.create) throw toAdminError(new AppError('FORBIDDEN'));
    const { operation, created, fields } = writes.create;
    try {
      const caller = callerOf(context?.currentAdmin);
      const input = toInput(this, fields, params, { omitEmpty: true });
      const result = await perform(deps, caller, operation, { input });
      const { record, secret }: Created = created ? created(result as never) : { record: result as object };
      return flatten({ ...this.show(record), ...(secret !== undefined && { secret }) });
    } catch (error) {
      throw toAdminError(error, fields);
    }
  }

  override async update(
    id: string,
    params: Record<string, unknown> = {},
    context?: ActionContext,
  ): Promise<ParamsType> {
    const { deps, writes } = this.definition;
    if (!writes.update) throw toAdminError(new AppError('FORBIDDEN'));
    const { operation, fields } = writes.update;
    try {
      const caller = callerOf(context?.currentAdmin);
      const input = toInput(this, fields, params, { omitEmpty: false });
      const ifVersion = params.version === undefined ? undefined : Number(params.version);
      const record = await perform(deps, caller, operation, { id, input, ifVersion });
      if (context?.record instanceof UnreadRecord) context.record.isRead = true;
      return flatten(this.show(record as object));
    } catch (error) {
      await this.readAfterAll(context);
      throw toAdminError(error, fields);
    }
  }

  override async delete(id: string, context?: ActionContext): Promise<void> {
    const { deps, writes } = this.definition;
    if (!writes.delete) throw toAdminError(new AppError('FORBIDDEN'));
    try {
      await perform(deps, callerOf(context?.currentAdmin), writes.delete.operation, { id });
    } catch (error) {
      await this.readAfterAll(context);
      throw toAdminError(error);
    }
  }

  /** For the page that a refused write leaves standing. That it was refused matters more than that this fails. */
  async readAfterAll(context: ActionContext | undefined): Promise<void> {
    if (!context?.record || !isUnread(context.record)) return;
    const read = await this.read(context.record.id(), context).catch(() => null);
    if (read) context.record.fillFrom(read);
  }

  private show(record: object): object {
    return this.definition.reads.shown?.(record as never) ?? record;
  }

  /** The filters that are on the list; others are nobody's business. */
  private filtersOf(filter: Filter): object {
    const parts = Object.entries(this.definition.filters).map(([property, toQuery]) => {
      const value = filter.get(property)?.value as FilterValue | undefined;
      return value === undefined || value === '' ? {} : toQuery(value);
    });
    return Object.assign({}, ...parts);
  }
}

type Property = ReturnType<TypeOrmResource['property']>;

interface Sort {
  sortBy?: string;
  direction?: 'asc' | 'desc';
}

/** Columns that are never selected by default hold secrets; the console does not know of them. */
const isShown = ({ column }: Property): boolean => column.isSelect && column.propertyName !== 'deleted_at';

const flatten = (record: object): ParamsType => flat.flatten(record) as ParamsType;
