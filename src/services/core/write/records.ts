import { isDeepStrictEqual } from 'node:util';
import type { EntityTarget, FindOptionsWhere, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import { AppError } from '../errors.js';
import { requireId } from '../input/shapes.js';
import { rows } from '../read/sql.js';
import type { Context } from './context.js';

interface Row extends ObjectLiteral {
  id: string;
}

interface Columns<T> {
  /** Those that are not read unless asked for. */
  also?: readonly (keyof T & string)[];
  /** Those that may be large, and that the work has no need of: it must not look at them. */
  without?: readonly (keyof T & string)[];
}

/**
 * The record by its id, locked until the transaction ends.
 * @throws {AppError} NOT_FOUND, also for what is deleted and for ids that cannot be
 */
export async function lock<T extends Row>(
  ctx: Context,
  entity: EntityTarget<T>,
  id: string,
  { also = [], without = [] }: Columns<T> = {},
): Promise<T> {
  const read = ctx.manager.connection
    .getMetadata(entity)
    .columns.filter(({ isSelect, propertyName }) => isSelect && !without.includes(propertyName as keyof T & string))
    .map(({ propertyName }) => propertyName);
  const query = ctx.manager
    .createQueryBuilder(entity, 'record')
    .select([...read, ...also].map((name) => `record.${name}`))
    .where('record.id = :id', { id: requireId(id) })
    .setLock('pessimistic_write');
  const record = await query.getOne();
  if (!record || isDeleted(record)) throw new AppError('NOT_FOUND');
  ctx.keepPicture(record);
  return record;
}

/**
 * Records by their ids, locked in one order, so that no two calls wait for each other.
 * @throws {AppError} NOT_FOUND when one of them is not there
 */
export async function lockMany<T extends Row>(ctx: Context, entity: EntityTarget<T>, ids: string[]): Promise<T[]> {
  const wanted = [...new Set(ids)];
  const found = await ctx.manager
    .createQueryBuilder(entity, 'record')
    .where('record.id = ANY(:wanted)', { wanted })
    .orderBy('record.id')
    .setLock('pessimistic_write')
    .getMany();
  const records = found.filter((record) => !isDeleted(record));
  if (records.length < wanted.length) throw new AppError('NOT_FOUND');
  for (const record of records) ctx.keepPicture(record);
  return records;
}

const isDeleted = (record: object): boolean => 'deleted_at' in record && record.deleted_at !== null;

/** Writes a new record, and notes it. */
export async function insert<T extends Row>(ctx: Context, entity: EntityTarget<T>, record: T): Promise<void> {
  const { tableName } = ctx.manager.connection.getMetadata(entity);
  const names = Object.keys(record).join(', ');
  await rows(
    ctx,
    `INSERT INTO ${tableName} (${names}) SELECT ${names} FROM json_populate_record(NULL::${tableName}, $1)`,
    [JSON.stringify(record)],
  );
  ctx.audit({ entity_id: record.id, before: null, after: record });
}

/** Changes a locked record, in memory and in its row, moves its version on, and notes what differs. */
export async function update<T extends Row>(
  ctx: Context,
  entity: EntityTarget<T>,
  record: T,
  changes: Partial<T>,
): Promise<void> {
  const before = ctx.pictureOf(record);
  Object.assign(record, changes, versionAndTime(ctx, entity, record));
  await write(ctx, entity, record, before);
  ctx.audit({ entity_id: record.id, before, after: record });
}

/** The same for many records, whose changes may differ, in one statement. */
export async function updateMany<T extends Row>(
  ctx: Context,
  entity: EntityTarget<T>,
  records: T[],
  changesOf: (record: T) => Partial<T>,
): Promise<void> {
  const changed = new Set<string>();
  for (const record of records) {
    const before = ctx.pictureOf(record);
    Object.assign(record, changesOf(record), versionAndTime(ctx, entity, record));
    for (const name of changedNames(record, before)) changed.add(name);
    ctx.audit({ entity_id: record.id, before, after: record });
  }
  if (changed.size === 0) return;
  const { tableName } = ctx.manager.connection.getMetadata(entity);
  const assignments = [...changed].map((name) => `${name} = next.${name}`);
  const next = records.map((record) => Object.fromEntries(['id', ...changed].map((name) => [name, record[name]])));
  await rows(
    ctx,
    `UPDATE ${tableName} AS record SET ${assignments.join(', ')}
     FROM json_populate_recordset(NULL::${tableName}, $1) AS next WHERE record.id = next.id`,
    [JSON.stringify(next)],
  );
}

/** Moves a locked record's version on, for a change that stands elsewhere and is noted there. */
export async function touch<T extends Row>(ctx: Context, entity: EntityTarget<T>, record: T): Promise<void> {
  Object.assign(record, versionAndTime(ctx, entity, record));
  await write(ctx, entity, record, ctx.pictureOf(record));
}

/** Deletes a locked record softly, and notes it. */
export async function remove<T extends Row & { deleted_at: Date | null }>(
  ctx: Context,
  entity: EntityTarget<T>,
  record: T,
  changes: Partial<T> = {},
): Promise<void> {
  const before = ctx.pictureOf(record);
  ctx.audit({ entity_id: record.id, before, after: null });
  Object.assign(record, changes, { deleted_at: ctx.now }, versionAndTime(ctx, entity, record));
  await write(ctx, entity, record, before);
}

async function write<T extends Row>(ctx: Context, entity: EntityTarget<T>, record: T, before: T): Promise<void> {
  const changed = changedNames(record, before);
  if (changed.length === 0) return;
  const where = { id: record.id } as FindOptionsWhere<T>;
  const values = Object.fromEntries(changed.map((name) => [name, record[name]]));
  await ctx.manager.update(entity, where, values as QueryDeepPartialEntity<T>);
}

const changedNames = (record: Row, before: Row): string[] =>
  Object.keys(record).filter((name) => !isDeepStrictEqual(record[name], before[name]));

/** What every change of a record moves on, where the table has it. */
function versionAndTime<T extends Row>(ctx: Context, entity: EntityTarget<T>, record: T): object {
  const { propertiesMap } = ctx.manager.connection.getMetadata(entity);
  return {
    ...('updated_at' in propertiesMap && { updated_at: ctx.now }),
    ...('version' in propertiesMap && { version: record.version + 1 }),
  };
}
