import { Resource as TypeOrmResource } from '@adminjs/typeorm';
import { type ActionContext, BaseRecord, type Filter, type ParamsType, type SupportedDatabasesType } from 'adminjs';
import { can, type Owned } from '../../services/core/access/policy.js';
import { AppError } from '../../services/core/errors.js';
import { parse } from '../../services/core/input/parse.js';
import { LONGEST_PAGE } from '../../services/core/read/paging.js';
import { readTitles } from '../../services/core/read/titles.js';
import { noteDenial } from '../../services/core/write/denial.js';
import { readAfterWrite } from './after-write.js';
import { callerOf, isWriting } from './caller.js';
import { toAdminError } from './errors.js';
import { asJson, withoutNested } from './json-params.js';
import { namesRecordsOf } from './named-records.js';
import { actionKey, type FilterValue, ServiceDefinition } from './service-definition.js';
import { createRecord, deleteRecord, updateRecord } from './service-writes.js';
import { noteStopped } from './stopped-search.js';
import { isUnread, UnreadRecord } from './unread-record.js';

/** Reads and writes through the services, so that the console allows what the API allows and nothing else. */
export class ServiceResource extends TypeOrmResource {
  static override isAdapterFor(raw: unknown): boolean {
    return raw instanceof ServiceDefinition;
  }

  private readonly definition: ServiceDefinition;
  /** AdminJS asks for the total right after the page that it belongs to. */
  private readonly totals = new WeakMap<Filter, number>();
  /** The columns whose values others have sent, in whatever shape. */
  private readonly nested: ReadonlySet<string>;

  constructor(definition: ServiceDefinition) {
    const { deps, entity } = definition;
    super({ name: entity.name, getRepository: () => deps.db.getRepository(entity) } as never);
    this.definition = definition;
    const { columns } = deps.db.getMetadata(entity);
    this.nested = new Set(columns.filter(({ type }) => type === 'jsonb').map(({ propertyName }) => propertyName));
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
    const {
      deps,
      services: { reads },
    } = this.definition;
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
      if (page.stopped_early) noteStopped(context);
      return page.items.map((item) => {
        const listed = withoutNested(reads.listed?.(item) ?? item, this.nested);
        return new BaseRecord(listed as ParamsType, this);
      });
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
    if (isWrite) return new UnreadRecord({ id }, this);
    const record = await this.read(id, context);
    if (record && context) await this.noteRefusal(record, context);
    return record;
  }

  /** Of a form that is about a record, AdminJS alone looks whether it is for this record. */
  private async noteRefusal(record: BaseRecord, { action, currentAdmin }: ActionContext): Promise<void> {
    const { deps, actions } = this.definition;
    const subject = actions.get(actionKey('record', action.name))?.subject;
    const caller = callerOf(currentAdmin);
    if (!subject || can(caller.actor, subject.permission, record.params as Owned)) return;
    await noteDenial(deps, caller, subject, new AppError('FORBIDDEN'), record.id());
  }

  /** What is not there and what may not be read look the same. */
  async read(id: string, context?: ActionContext): Promise<BaseRecord | null> {
    const {
      deps,
      services: { reads },
    } = this.definition;
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
    return new BaseRecord(this.shown(record) as ParamsType, this);
  }

  /** For the names behind references: what may not be read stays an id. */
  override async findMany(ids: (string | number)[], context?: ActionContext): Promise<BaseRecord[]> {
    const {
      deps,
      services: { reads },
    } = this.definition;
    const { titles } = reads;
    if (!titles || !context || !namesRecordsOf(this, context)) return [];
    const caller = callerOf(context.currentAdmin);
    // After a write the page keeps the names that it has: only that of whoever wrote can be new.
    const isAfterWrite = isWriting(context.currentAdmin);
    const unknown = isAfterWrite ? ids.filter((id) => id === caller.actor.id) : ids;
    const reading = () => readTitles(deps, caller, reads.get.permission, titles, unknown.map(String));
    const found = await (isAfterWrite ? readAfterWrite(deps, caller, reading) : reading());
    const titleProperty = this.decorate().titleProperty().name();
    return (found ?? []).map(({ id, title }) => new BaseRecord({ id, [titleProperty]: title }, this));
  }

  override create(params: Record<string, unknown>, context?: ActionContext): Promise<ParamsType> {
    return createRecord(this, this.definition, params, context);
  }

  override update(id: string, params?: Record<string, unknown>, context?: ActionContext): Promise<ParamsType> {
    return updateRecord(this, this.definition, id, params, context);
  }

  override delete(id: string, context?: ActionContext): Promise<void> {
    return deleteRecord(this, this.definition, id, context);
  }

  /** For the page that a refused write leaves standing. */
  async readAfterAll(context: ActionContext | undefined): Promise<void> {
    if (!context?.record || !isUnread(context.record)) return;
    const read = await this.readAgain(context.record.id(), context);
    if (read) context.record.fillFrom(read);
  }

  /** The record as it is after a write. */
  readAgain(id: string, context: ActionContext): Promise<BaseRecord | null> {
    const caller = callerOf(context.currentAdmin);
    return readAfterWrite(this.definition.deps, caller, () => this.read(id, context));
  }

  /** What a record's page shows of it. */
  shown(record: object): object {
    return asJson(this.definition.services.reads.shown?.(record) ?? record, this.nested);
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
