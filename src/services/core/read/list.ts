import { z } from 'zod';
import type { Core } from '../core.js';
import { isBadValue } from '../database-errors.js';
import { invalid } from '../errors.js';
import { continueFrom, encodeCursor, foreignCursor, type KeyColumns, orderOf, type SortKey } from './cursor.js';
import { Matching } from './list-total.js';
import type { Source } from './source.js';
import { type Conditions, plannedRows, rows } from './sql.js';

export interface Page<Row> {
  items: Row[];
  total: number;
  page: number;
  page_size: number;
  has_more: boolean;
  next_cursor: string | null;
  total_is_estimate?: true;
}

export interface Paging {
  page: number;
  page_size?: number | undefined;
  /** Another name of `page_size`, which wins where both are given. */
  limit?: number | undefined;
  cursor?: string | undefined;
  sort?: string | undefined;
}

const DEFAULT_SIZE = 20;

/** Rows of a page. */
export const LONGEST_PAGE = 100;

const pageSize = z.coerce.number().int().min(1).max(LONGEST_PAGE);

/** What of a list's query is the same for all lists. */
export const pagingFields = {
  page: z.coerce.number().int().min(1).max(1_000_000_000).default(1),
  page_size: pageSize.optional().describe('20 unless said otherwise.'),
  limit: pageSize.optional().describe('The same as page_size, which wins where both are given.'),
  cursor: z.string().max(2000).optional(),
  sort: z.string().max(200).optional(),
};

/** How a list reads: the expressions must never be null, so that a page can continue by key. */
export interface ListSource extends Source {
  sortable: Record<string, string>;
  defaultSort: string;
}

const MOST_SORT_FIELDS = 3;

/** A list's query, for the document: it says what the list can be sorted by. */
export function sortedBy<Query extends z.ZodObject<typeof pagingFields>>(
  { sortable }: Pick<ListSource, 'sortable'>,
  query: Query,
): Query {
  const field = `-?(?:${Object.keys(sortable).join('|')})`;
  const pattern = `^${field}(?:,${field}){0,${MOST_SORT_FIELDS - 1}}$`;
  const sort = pagingFields.sort.meta({ pattern }).describe('Fields, a minus before those that descend.');
  return query.extend({ sort }) as unknown as Query;
}

/**
 * One page of a list, by number or continued by key.
 * @throws {AppError} VALIDATION_FAILED for an unknown sort field or a cursor of another list
 */
export async function listPage<Row>(
  core: Core,
  source: ListSource,
  conditions: Conditions,
  { page, limit = DEFAULT_SIZE, page_size = limit, cursor, sort }: Paging,
  /** The exact total, where somebody keeps count. */
  knownTotal: number | null = null,
): Promise<Page<Row>> {
  if (source.where) conditions.add(source.where);
  const keys = sortKeys(source, sort ?? source.defaultSort);
  const order = orderOf(source, keys);
  // Without filters the plan is always the same one. LIMIT stands in the text, or the plan would not know how little
  // is wanted; a page by its number makes a text of its own, so it is not kept.
  const isUsual = conditions.values.length === 0 && sort === undefined && (page === 1 || cursor !== undefined);
  const read = isUsual ? rows : plannedRows;
  const matching = new Matching(source.from, conditions);
  if (cursor !== undefined) continueFrom(conditions, cursor, order, keys);
  const select = conditions.fill(source.select, source.selectValues ?? []);
  const keyColumns = keys.filter(({ column }) => column !== 'id');
  const added = new Map<string, string>(keyColumns.map(({ column, expression }) => [column, `(${expression})::text`]));
  if (knownTotal === null) added.set('matching', matching.counted);
  const columns = [select, ...[...added].map(([name, expression]) => `${expression} AS ${name}`)];
  const text = `SELECT ${columns.join(', ')} FROM ${source.from} WHERE ${conditions}
    ORDER BY ${keys.map(({ expression, descending }) => `${expression}${descending ? ' DESC' : ''}`).join(', ')}
    LIMIT ${page_size + 1} OFFSET ${cursor === undefined ? (page - 1) * page_size : 0}`;
  const found = await read<Row & KeyColumns & { matching?: number }>(core, text, conditions.values).catch((error) => {
    // The values of a forged cursor need not be of the columns' types.
    throw cursor !== undefined && isBadValue(error) ? foreignCursor() : error;
  });
  const has_more = found.length > page_size;
  const items = found.slice(0, page_size);
  const next_cursor = has_more ? encodeCursor(items.at(-1) as KeyColumns, order, keys) : null;
  const isFirst = page === 1 && cursor === undefined;
  const total = knownTotal === null ? await matching.total(core, countIn(items, isFirst)) : { total: knownTotal };
  // The last column first: V8 makes objects slow that lose a field amid others, and every view reads these.
  const names = [...added.keys()].reverse() as (keyof (typeof items)[number])[];
  for (const item of items) for (const name of names) delete item[name];
  return { items, ...total, page, page_size, has_more, next_cursor };
}

/** Each row tells it. A page past the last one has none to do so. */
const countIn = (items: { matching?: number }[], isFirst: boolean): number | undefined =>
  items[0]?.matching ?? (isFirst ? 0 : undefined);

function sortKeys({ sortable, id }: ListSource, sort: string): SortKey[] {
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
    const expression = sortable[name] as string;
    return { name, expression, column: expression === id ? 'id' : `key_${index}`, descending };
  });
  const last = keys.at(-1) as SortKey;
  return keys.some(({ column }) => column === 'id')
    ? keys
    : [...keys, { name: 'id', expression: id, column: 'id', descending: last.descending }];
}
