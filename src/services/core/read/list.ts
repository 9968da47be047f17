import type { Core } from '../core.js';
import { isBadValue } from '../database-errors.js';
import { BoundedPage } from './bounded-page.js';
import type { Conditions } from './conditions.js';
import { decodeCursor, encodeCursor, foreignCursor, keysOf, orderOf } from './cursor.js';
import { requireReachable } from './far-pages.js';
import type { Found } from './findings.js';
import { inOrderOfIndex } from './in-time.js';
import { Matching, type Total } from './list-total.js';
import { type KeyColumns, type Sortable, type SortKey, sortKeys } from './order.js';
import { isInOrderOfIndex } from './ordered.js';
import { DEFAULT_SIZE, type Page, type Paging } from './paging.js';
import type { Source } from './source.js';
import type { Timed } from './spans.js';
import { type On, plannedRows, rows } from './sql.js';
import { type Asked, byIds, inOrder, type Missing } from './steps.js';
import { findValueByValue, isValueByValue } from './value-by-value.js';

/** How a list reads. */
export interface ListSource extends Source {
  sortable: Sortable;
  defaultSort: string;
  /** Columns of which an index has the rows of one value in the default order. */
  inOrderBy?: readonly string[];
  timed?: Timed;
}

/** What the rows of a page are sorted by, and the rows, of which one may be gone meanwhile. */
type Rows<Row> = Omit<Found, 'picked'> & { rows: { row: Row | undefined; keys: string[] }[] };

/**
 * One page of a list, by number or continued by key.
 * @throws {AppError} VALIDATION_FAILED for an unknown sort field, a cursor of another list, or a page too far inside it
 */
export async function listPage<Row>(
  core: Core,
  source: ListSource,
  conditions: Conditions,
  { page, limit = DEFAULT_SIZE, page_size = limit, cursor, sort }: Paging,
  /** The exact total, where somebody keeps count. */
  knownTotal: number | null = null,
): Promise<Page<Row>> {
  const keys = sortKeys(source, sort ?? source.defaultSort);
  const order = orderOf(source, keys);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, order, keys);
  const skip = cursor === undefined ? (page - 1) * page_size : 0;
  const matching = new Matching(source, conditions);
  const reached = await requireReachable(core, matching, skip, knownTotal);
  if (reached !== null && reached <= skip) {
    return { items: [], total: reached, page, page_size, has_more: false, next_cursor: null };
  }
  const isDefault = keys[0]?.name === source.defaultSort.replace('-', '');
  const asked = { source, conditions, keys, inOrderBy: isDefault ? (source.inOrderBy ?? []) : [] };
  const missing = { after, skip, rows: page_size + 1 };
  const reading = isInOrder(asked)
    ? readInOrder<Row>(core, asked, missing, knownTotal === null ? matching : undefined)
    : readBounded<Row>(core, asked, missing, source, knownTotal !== null);
  const found = await reading.catch((error) => {
    // The values of a forged cursor need not be of the columns' types.
    throw cursor !== undefined && isBadValue(error) ? foreignCursor() : error;
  });
  const total = knownTotal === null ? await totalOf(core, matching, found, skip) : { total: knownTotal };
  return { ...total, ...pageOf(found, page_size, order), page, page_size };
}

/** The rows of a page, of which one more was read than it has, and where the next one begins. */
function pageOf<Row>({ rows: found, stoppedAt }: Rows<Row>, size: number, order: string) {
  const shown = found.slice(0, size);
  const last = stoppedAt ?? (found.length > size ? shown.at(-1)?.keys : undefined);
  return {
    items: shown.flatMap(({ row }) => row ?? []) as Row[],
    has_more: last !== undefined,
    next_cursor: last ? encodeCursor(last, order) : null,
    ...(stoppedAt && { stopped_early: true as const }),
  };
}

/** Whether the order of the list leads to its rows by itself: nothing is asked for, or what an index has in this order. */
function isInOrder({ conditions, keys, inOrderBy }: Asked): boolean {
  const [first] = keys as [SortKey];
  const [filter, ...more] = conditions.othersThan(first.expression);
  if (!filter) return true;
  return more.length === 0 && inOrderBy.includes(filter.equals ?? '');
}

/** By the order alone. Each row tells how many there are, as far as counting goes, where nobody knows. */
async function readInOrder<Row>(
  core: Core,
  asked: Asked,
  missing: Missing,
  matching: Matching | undefined,
): Promise<Rows<Row>> {
  const { text, values } = inOrder(asked, missing, matching);
  // Without filters the plan is always the same one. LIMIT stands in the text, or the plan would not know how little
  // is wanted; a page by its number makes a text of its own, so it is not kept.
  const isUsual = asked.conditions.parts.length === 0 && missing.skip === 0 && asked.keys.length === 1;
  const read = (on: On) => (isUsual ? rows : plannedRows)<KeyColumns & { matching?: number }>(on, text, values);
  const found = await (isInOrderOfIndex(asked.keys) ? inOrderOfIndex(core, read) : read(core));
  // A page past the last one has no row to tell.
  const isEmpty = missing.skip === 0 && missing.after === undefined;
  const counted = found[0]?.matching ?? (isEmpty ? 0 : null);
  const withKeys = found.map((row) => ({ keys: keysOf(row, asked.keys), row: withoutOwn<Row>(row) }));
  return { rows: withKeys, counted, estimate: null, stoppedAt: null };
}

async function readBounded<Row>(
  core: Core,
  asked: Asked,
  missing: Missing,
  { timed, inOrderBy = [] }: ListSource,
  isCounted: boolean,
): Promise<Rows<Row>> {
  const all = isCounted || !timed ? null : await timed.countAll();
  const { picked, ...found } = isValueByValue(asked, timed)
    ? await findValueByValue(core, { ...asked, inOrderBy }, missing, { timed, all })
    : await new BoundedPage(core, asked, missing, { timed, all }).find();
  const place = asked.keys.findIndex(({ column }) => column === 'id');
  const ids = picked.map((keys) => keys[place] as string);
  const { text, values } = byIds(asked, ids);
  const read = ids.length === 0 ? [] : await rows<Row & { id: string }>(core, text, values);
  const byId = new Map(read.map((row) => [row.id, row]));
  return { ...found, rows: picked.map((keys) => ({ keys, row: byId.get(keys[place] as string) })) };
}

async function totalOf<Row>(
  core: Core,
  matching: Matching,
  { counted, estimate, rows: found }: Rows<Row>,
  skip: number,
): Promise<Total> {
  if (counted !== null) return matching.total(core, counted);
  const guess = typeof estimate === 'number' ? await matching.estimate(core, estimate) : estimate;
  return matching.totalInTime(core, found.length === 0 ? 0 : skip + found.length, guess);
}

/** What a row was found by. The last column first: V8 makes objects slow that lose a field amid others. */
const OWN = /^(?:key_\d|matching)$/;

function withoutOwn<Row>(row: object): Row {
  for (const name of Object.keys(row).reverse()) if (OWN.test(name)) delete row[name as never];
  return row as Row;
}
