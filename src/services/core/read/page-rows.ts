import type { Core } from '../core.js';
import { BoundedPage, type Known } from './bounded-page.js';
import { keysOf } from './cursor.js';
import type { Found } from './findings.js';
import { inTime, tooSlow } from './in-time.js';
import type { Matching, Total } from './list-total.js';
import type { KeyColumns, SortKey } from './order.js';
import { needsNoSort } from './ordered.js';
import { rowsByIds, rowsInOrder } from './page-statements.js';
import { DEFAULT_SIZE, LONGEST_PAGE } from './paging.js';
import { type On, plannedRows, rows } from './sql.js';
import type { Asked, Missing } from './steps.js';
import { findValueByValue, isValueByValue } from './value-by-value.js';

/** The rows of a page. */
export interface PageRows<Row> {
  /** Each, which may be gone meanwhile, and what it is sorted by. */
  rows: { row: Row | undefined; keys: string[] }[];
  /** How many there are in the whole list; null where nobody has counted. */
  total: Total | null;
  /** How many there may be by what was seen, where they were not counted. */
  estimate: Found['estimate'];
  /** Keys of the last row that was looked at, where time was up before the page was full. */
  stoppedAt: readonly string[] | null;
}

/** By the order alone. Each row tells how many there are, as far as counting goes, where nobody knows. */
export async function readInOrder<Row>(
  core: Core,
  asked: Asked,
  missing: Missing,
  matching: Matching | null,
): Promise<PageRows<Row>> {
  const { text, values } = rowsInOrder(asked, missing, matching);
  // Without filters the plan is always the same one. LIMIT stands in the text, or the plan would not know how little
  // is wanted; a page by its number makes a text of its own, so it is not kept.
  const isUsual =
    asked.conditions.parts.length === 0 && missing.skip === 0 && asked.keys.length === 1 && USUAL.has(missing.rows - 1);
  const read = (on: On) => (isUsual ? rows : plannedRows)<KeyColumns & { matching?: number }>(on, text, values);
  const hasIndex = asked.keys.length <= 2 && !needsNoSort(asked.keys);
  const found = await (hasIndex ? read(core) : readSorted(core, asked.keys, read));
  // A page past the last one has no row to tell.
  const isEmpty = missing.skip === 0 && missing.after === undefined;
  const counted = found[0]?.matching ?? (isEmpty ? 0 : null);
  const withKeys = found.map((row) => ({ keys: keysOf(row, asked.keys), row: withoutOwn<Row>(row) }));
  const total = matching && counted !== null ? await matching.total(core, counted) : null;
  return { rows: withKeys, total, estimate: null, stoppedAt: null };
}

/** Milliseconds that sorting may take. */
const SORTED_MS = 2000;

/** Sizes of a page that are asked for often enough for each connection to keep a plan. */
const USUAL = new Set([10, DEFAULT_SIZE, 50, LONGEST_PAGE]);

/**
 * By several fields: of what has the same first one, all has to be sorted where no index has the second.
 * @throws {AppError} VALIDATION_FAILED naming `sort`, where that is too much
 */
async function readSorted<Row>(core: Core, keys: SortKey[], read: (on: On) => Promise<Row[]>): Promise<Row[]> {
  const plans = needsNoSort(keys) ? 'order' : 'any';
  const rows = await inTime(core, { milliseconds: SORTED_MS, plans }, read);
  if (!rows) throw tooSlow();
  return rows;
}

/** By steps, of which each has an end. */
export async function readBounded<Row>(
  core: Core,
  asked: Asked,
  missing: Missing,
  known: Known,
): Promise<PageRows<Row>> {
  const { picked, counted, ...found } = isValueByValue(asked, known)
    ? await findValueByValue(core, asked, missing, known)
    : await new BoundedPage(core, asked, missing, known).find();
  const place = asked.keys.findIndex(({ column }) => column === 'id');
  const ids = picked.map((keys) => keys[place] as string);
  const { text, values } = rowsByIds(asked, ids);
  const read = ids.length === 0 ? [] : await rows<Row & { id: string }>(core, text, values);
  const byId = new Map(read.map((row) => [row.id, row]));
  const total = counted === null ? null : { total: counted };
  return { ...found, total, rows: picked.map((keys) => ({ keys, row: byId.get(keys[place] as string) })) };
}

/** What a row was found by. The last column first: V8 makes objects slow that lose a field amid others. */
const OWN = /^(?:key_\d|matching)$/;

function withoutOwn<Row>(row: object): Row {
  for (const name of Object.keys(row).reverse()) if (OWN.test(name)) delete row[name as never];
  return row as Row;
}
