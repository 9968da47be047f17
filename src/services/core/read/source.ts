import { getMetadataArgsStorage } from 'typeorm';
import { guarded } from '../access/guarded.js';
import type { Subject } from '../access/subject.js';
import { AppError } from '../errors.js';
import { requireId } from '../input/shapes.js';
import { Conditions, type Fragment, type Part } from './conditions.js';
import { Parameters } from './parameters.js';
import { type On, rows } from './sql.js';

/** How the records of a noun are read, one or many. */
export interface Source {
  select: string;
  /** What each `?` of `select` stands for. */
  selectValues?: unknown[];
  from: string;
  /** What the selection alone needs beside it: LEFT JOINs of one row each. */
  joins?: string;
  /** The unique column that a record is known by. */
  id: string;
  /** What of the rows is there to be read; all, unless said otherwise. */
  where?: string;
  /** Which of some conditions an index knows better together, and how it is asked for those. */
  together?: (parts: readonly Part[]) => Together;
}

export interface Together {
  parts: readonly Part[];
  fragments: readonly Fragment[];
}

export const NOTHING_TOGETHER: Together = { parts: [], fragments: [] };

/** The columns of an entity as they are read: neither what is hidden (secrets) nor the mark of a deletion. */
export function columnsOf<Entity extends object>(
  entity: new () => Entity,
  alias: string,
  except: (keyof Entity & string)[] = [],
): string {
  const unread = new Set<string>([...except, 'deleted_at']);
  return getMetadataArgsStorage()
    .filterColumns(entity)
    .filter(({ options, propertyName }) => options.select !== false && !unread.has(propertyName))
    .map(({ propertyName }) => `${alias}.${propertyName}`)
    .join(', ');
}

/**
 * One record as it is read.
 * @throws {AppError} NOT_FOUND, also for ids that cannot be
 */
export async function readOne<Row>(on: On, source: Source, id: string): Promise<Row> {
  const parameters = new Parameters();
  const conditions = new Conditions().add(`${source.id} = ?`, requireId(id));
  if (source.where) conditions.add(source.where);
  const select = parameters.fill(source.select, ...(source.selectValues ?? []));
  const text = `SELECT ${select} FROM ${source.from} ${source.joins ?? ''} WHERE ${conditions.text(parameters)}`;
  const [row] = await rows<Row>(on, text, parameters.values);
  if (!row) throw new AppError('NOT_FOUND');
  return row;
}

/**
 * The service that gives one record to whom it may be given. Who may not read it learns nothing about whether it is there.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export const getter = <Row>(subject: Subject, source: Source) =>
  guarded({
    ...subject,
    owned: (id: string) => ({ id: id.toLowerCase() }),
    work: (core, _caller, id) => readOne<Row>(core, source, id),
  });
