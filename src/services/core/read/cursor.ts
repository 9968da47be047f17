import { z } from 'zod';
import type { Core } from '../core.js';
import { invalid } from '../errors.js';
import { seal, unseal } from '../seal.js';
import type { Fragment } from './conditions.js';
import { type KeyColumns, runsOneWay, type SortKey } from './order.js';
import type { Source } from './source.js';
import { nameOf } from './sql.js';

type Sealing = Pick<Core, 'config'>;

/** The condition of the rows that come after one with these keys. */
export function rowsAfter(keys: SortKey[], values: readonly string[]): Fragment {
  const [first] = keys as [SortKey];
  const beyond = ({ expression, descending }: SortKey) => `${expression} ${descending ? '<' : '>'} ?`;
  if (runsOneWay(keys)) {
    // As a row comparison it is one bound of the index.
    const columns = keys.map(({ expression }) => expression).join(', ');
    return [`(${columns}) ${first.descending ? '<' : '>'} (${keys.map(() => '?').join(', ')})`, ...values];
  }
  const used: string[] = [];
  const alternatives = keys.map((key, index) => {
    const equal = keys.slice(0, index).map(({ expression }) => `${expression} = ?`);
    used.push(...values.slice(0, index + 1));
    return `(${[...equal, beyond(key)].join(' AND ')})`;
  });
  // The first alone, or no index would know where to begin.
  const bound = `${first.expression} ${first.descending ? '<=' : '>='} ?`;
  return [`${bound} AND (${alternatives.join(' OR ')})`, values[0] as string, ...used];
}

/** List and order are in the cursor, so that it cannot continue another list, or this one where it is sorted otherwise. */
export const orderTag = ({ from }: Pick<Source, 'from'>, keys: SortKey[]): string =>
  `${nameOf(from).slice(0, 8)} ${keys.map(({ name, descending }) => `${descending ? '-' : ''}${name}`).join()}`;

/** What rows are sorted by, of one row. */
export const keysOf = (row: KeyColumns, keys: SortKey[]): string[] => keys.map(({ column }) => row[column] as string);

export const encodeCursor = (values: readonly string[], order: string): string =>
  Buffer.from(JSON.stringify([order, ...values])).toString('base64url');

const SEALED_FOR = 'cursor of a list';

/** The same of a row that whoever gets the cursor may not see. */
export const sealCursor = ({ config }: Sealing, values: readonly string[], order: string): string =>
  seal(config, SEALED_FOR, encodeCursor(values, order));

/**
 * The keys of the row that a cursor was made of.
 * @throws {AppError} VALIDATION_FAILED for a cursor of another list or order
 */
export function decodeCursor({ config }: Sealing, cursor: string, expected: string, keys: SortKey[]): string[] {
  const shape = z.array(z.string()).length(keys.length + 1);
  try {
    // What was not sealed has no dot.
    const open = cursor.includes('.') ? (unseal(config, SEALED_FOR, cursor) ?? '') : cursor;
    const [order, ...values] = shape.parse(JSON.parse(Buffer.from(open, 'base64url').toString()));
    if (order === expected) return values;
  } catch {
    // Falls through to the same answer: whatever is wrong with it, it is no cursor of ours.
  }
  throw foreignCursor();
}

export const foreignCursor = (): Error => invalid({ cursor: 'is no cursor of this list in this order' });
