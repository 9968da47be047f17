import { invalid } from '../errors.js';
import type { Source } from './source.js';

/** What a row is sorted by, each as text. The id is there anyway. */
export type KeyColumns = Record<'id' | `key_${number}`, string>;

/** What a list can be sorted by: an expression that is never null, or a column of few values, in their order. */
export type Sortable = Record<string, string | Ranked>;

export interface Ranked {
  column: string;
  /** All that the column can hold, the least first. */
  values: readonly (string | number)[];
}

export interface SortKey {
  /** What callers call it: outside nobody learns of the expression. */
  name: string;
  expression: string;
  column: keyof KeyColumns;
  descending: boolean;
  ranked?: Ranked | undefined;
}

const MOST_SORT_FIELDS = 3;

/** What of a list's query says how it is sorted, as a pattern. */
export function sortPattern(sortable: Sortable): string {
  const field = `-?(?:${Object.keys(sortable).join('|')})`;
  return `^${field}(?:,${field}){0,${MOST_SORT_FIELDS - 1}}$`;
}

/**
 * What rows are sorted by, the id last of all, so that each has a place of its own.
 * @throws {AppError} VALIDATION_FAILED naming `sort`
 */
export function sortKeys({ sortable, id }: { sortable: Sortable } & Pick<Source, 'id'>, sort: string): SortKey[] {
  const parts = sort.split(',');
  const names = new Set(parts.map((part) => part.replace(/^-/, '')));
  if (names.size < parts.length || parts.length > MOST_SORT_FIELDS) {
    throw invalid({ sort: `must be at most ${MOST_SORT_FIELDS} different fields` });
  }
  const keys = parts.map((part, index): SortKey => {
    const descending = part.startsWith('-');
    const name = descending ? part.slice(1) : part;
    if (!Object.hasOwn(sortable, name)) {
      throw invalid({ sort: `${name || 'nothing'} is not one of ${Object.keys(sortable).join(', ')}` });
    }
    const by = sortable[name] as string | Ranked;
    if (typeof by !== 'string') return { name, expression: rankOf(by), column: `key_${index}`, descending, ranked: by };
    return { name, expression: by, column: by === id ? 'id' : `key_${index}`, descending };
  });
  const last = keys.at(-1) as SortKey;
  const unique = keys.findIndex(({ column }) => column === 'id');
  // What comes after the id decides nothing.
  if (unique !== -1) return keys.slice(0, unique + 1);
  return [...keys, { name: 'id', expression: id, column: 'id', descending: last.descending }];
}

/** A number is, a word is not. */
export const isItsOwnRank = ({ values }: Pick<Ranked, 'values'>): boolean => typeof values[0] === 'number';

/** Whether a list is sorted by it value by value. */
export const isByValue = ({ ranked }: SortKey): boolean => ranked !== undefined && isItsOwnRank(ranked);

const rankOf = ({ column, values }: Ranked): string =>
  isItsOwnRank({ values }) ? column : `array_position('{${values.join()}}', ${column})`;

/** The key columns as a statement selects them. */
export const keyColumns = (keys: SortKey[]): string =>
  keys.map(({ expression, column }) => `${expression} AS ${column}`).join(', ');

/** ORDER BY, by the expressions or by what `keyColumns` calls them. */
export const orderBy = (keys: SortKey[], name: 'expression' | 'column' = 'expression'): string =>
  keys.map((key) => `${key[name]}${key.descending ? ' DESC' : ''}`).join(', ');

/** Whether an index of all keys, read forwards or backwards, gives this order. */
export const runsOneWay = (keys: readonly SortKey[]): boolean =>
  keys.every(({ descending }) => descending === keys[0]?.descending);
