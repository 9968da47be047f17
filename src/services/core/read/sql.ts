import { createHash } from 'node:crypto';
import type { QueryConfig } from 'pg';
import type { EntityManager } from 'typeorm';
import { clientOf } from '../connection.js';
import type { Core } from '../core.js';
import { translateDatabaseError } from '../database-errors.js';

/** A statement with its parameters. */
export interface Statement {
  text: string;
  values: readonly unknown[];
}

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
