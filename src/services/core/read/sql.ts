import { createHash } from 'node:crypto';
import type { QueryConfig } from 'pg';
import type { EntityManager } from 'typeorm';
import { clientOf } from '../connection.js';
import type { Core } from '../core.js';
import { translateDatabaseError } from '../database-errors.js';
import { afterUnix, fromUnix } from '../input/shapes.js';

/** Where a statement runs: on any connection, or on that of a transaction. */
export type On = Pick<Core, 'pool'> | { manager: EntityManager };

/**
 * Rows of a statement whose best plan is the same for all values. As a named prepared statement it is planned once:
 * planning over many partitions costs more than a page.
 * @throws {AppError} DATABASE_UNAVAILABLE
 */
export const rows = <Row>(on: On, text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  query<Row>(on, { name: nameOf(text), text, values: [...values] });

/**
 * Rows of a read that is planned anew for its values: a filter may match nearly everything or next to nothing.
 * @throws {AppError} DATABASE_UNAVAILABLE
 */
export const plannedRows = <Row>(on: On, text: string, values: readonly unknown[]): Promise<Row[]> =>
  query<Row>(on, { text, values: [...values] });

async function query<Row>(on: On, config: QueryConfig): Promise<Row[]> {
  // Whoever began a transaction looks at what ended it, a deadlock say, so there the error stays as it is.
  if ('manager' in on) return (await (await clientOf(on.manager)).query(config)).rows as Row[];
  try {
    return (await on.pool.query(config)).rows as Row[];
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

const names = new Map<string, string>();

/** A short name of a text, the same each time. */
export function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
    names.set(text, name);
  }
  return name;
}

/** Unix seconds. */
interface Dates {
  start_date?: number | undefined;
  end_date?: number | undefined;
}

/** Conditions of a WHERE clause and their parameters. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  /** Adds a condition; each `?` stands for the next value. */
  add(condition: string, ...values: unknown[]): this {
    this.parts.push(this.fill(condition, values));
    return this;
  }

  /** Text of the same statement whose `?`s are parameters beside those of the conditions. */
  fill(text: string, values: unknown[]): string {
    let next = 0;
    return text.replaceAll('?', () => this.parameter(values[next++]));
  }

  /** The same where the value is there; filters that were not given ask for nothing. */
  addIf<T>(value: T | undefined, condition: string, map: (value: T) => unknown = (given) => given): this {
    return value === undefined ? this : this.add(condition, map(value));
  }

  /** Where a time lies between two dates that are part of it; one that was not given is open. */
  addWithin(time: string, { start_date, end_date }: Dates): this {
    return this.addIf(start_date, `${time} >= ?`, fromUnix).addIf(end_date, `${time} < ?`, afterUnix);
  }

  /** Where one of the columns holds the text, in whatever letters; no text asks for nothing. */
  addContaining(text: string | undefined, ...columns: string[]): this {
    if (!text) return this;
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    return this.add(`(${columns.map((column) => `${column} ILIKE ?`).join(' OR ')})`, ...columns.map(() => pattern));
  }

  private parameter(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  toString(): string {
    return this.parts.length === 0 ? 'TRUE' : this.parts.join(' AND ');
  }
}
