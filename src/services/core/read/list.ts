import type { Core } from '../core.js';
import { isBadValue } from '../database-errors.js';
import type { Known } from './bounded-page.js';
import { type Conditions, isOneValueOf } from './conditions.js';
import { decodeCursor, encodeCursor, foreignCursor, orderTag, sealCursor } from './cursor.js';
import { requireReachable } from './far-pages.js';
import { Matching, type Total } from './list-total.js';
import { type Sortable, type SortKey, sortKeys } from './order.js';
import { type PageRows, readBounded, readInOrder } from './page-rows.js';
import { DEFAULT_SIZE, type Page, type Paging } from './paging.js';
import type { Source } from './source.js';
import type { Asked } from './steps.js';
import type { Timed } from './time-order.js';

/** How a list reads. */
export interface ListSource extends Source {
  sortable: Sortable;
  defaultSort: string;
  /** Columns of which an index has the rows of one value in the default order. */
  indexedInOrder?: readonly string[];
  /** Asked where its rows have to be looked for. */
  timed?: () => Promise<Timed>;
}

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
  const order = orderTag(source, keys);
  const after = cursor === undefined ? undefined : decodeCursor(core, cursor, order, keys);
  const skip = cursor === undefined ? (page - 1) * page_size : 0;
  const matching = new Matching(source, conditions);
  const reached = await requireReachable(core, matching, skip, knownTotal);
  if (reached !== null && reached <= skip) {
    return { items: [], total: reached, page, page_size, has_more: false, next_cursor: null };
  }
  const isDefault = keys[0]?.name === source.defaultSort.replace('-', '');
  const asked = { source, conditions, keys, indexedInOrder: isDefault ? (source.indexedInOrder ?? []) : [] };
  const missing = { after, skip, rows: page_size + 1 };
  const reading = isInOrder(asked)
    ? readInOrder<Row>(core, asked, missing, knownTotal === null ? matching : null)
    : readBounded<Row>(core, asked, missing, await knownOf(source, knownTotal));
  const found = await reading.catch((error) => {
    // The values of a forged cursor need not be of the columns' types.
    throw cursor !== undefined && isBadValue(error) ? foreignCursor() : error;
  });
  const isFirst = cursor === undefined;
  const total =
    knownTotal === null ? await totalOf(core, matching, found, { skip, page_size, isFirst }) : { total: knownTotal };
  return { ...total, ...pageOf(core, found, page_size, order), page, page_size };
}

/** The rows of a page, of which one more was read than it has, and where the next one begins. */
function pageOf<Row>(core: Core, { rows: found, stoppedAt }: PageRows<Row>, size: number, order: string) {
  const shown = found.slice(0, size);
  const last = found.length > size ? shown.at(-1)?.keys : undefined;
  const cursor = last ? encodeCursor(last, order) : null;
  return {
    items: shown.flatMap(({ row }) => row ?? []) as Row[],
    has_more: last !== undefined || stoppedAt !== null,
    next_cursor: stoppedAt ? sealCursor(core, stoppedAt, order) : cursor,
    ...(stoppedAt && { stopped_early: true as const }),
  };
}

/** Whether the order of the list leads to its rows by itself: nothing is asked for, or what an index has in this order. */
function isInOrder({ conditions, keys, indexedInOrder }: Asked): boolean {
  const [first] = keys as [SortKey];
  const [filter, ...more] = conditions.othersThan(first.expression);
  if (!filter) return true;
  return more.length === 0 && isOneValueOf(indexedInOrder, filter);
}

const knownOf = async ({ timed }: ListSource, knownTotal: number | null): Promise<Known> => ({
  timed: await timed?.(),
  isCounted: knownTotal !== null,
});

async function totalOf<Row>(
  core: Core,
  matching: Matching,
  { total, estimate, rows: found, stoppedAt }: PageRows<Row>,
  { skip, page_size, isFirst }: { skip: number; page_size: number; isFirst: boolean },
): Promise<Total> {
  if (total) return total;
  // The last page by its number tells it.
  const isLast = isFirst && !stoppedAt && found.length <= page_size && (found.length > 0 || skip === 0);
  if (isLast) return { total: skip + found.length };
  const guess = estimate && 'share' in estimate ? await matching.estimate(core, estimate.share) : estimate;
  return matching.totalInTime(core, found.length === 0 ? 0 : skip + found.length, guess);
}
