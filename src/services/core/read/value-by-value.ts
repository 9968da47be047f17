import type { Core } from '../core.js';
import { BoundedPage, type Known, LIMIT_MS } from './bounded-page.js';
import type { Found } from './findings.js';
import type { Estimate } from './list-total.js';
import { isByValue, type Ranked, type SortKey } from './order.js';
import { ranksFrom } from './ordered.js';
import { type Asked, type Missing, MOST_GATHERED } from './steps.js';
import { type Timed, timeOrderOf } from './time-order.js';

/** What is known of rows of which each has its time. */
type KnownTimed = Known & { timed: Timed };

/** Whether a list is sorted by few values and then by time, so that of each value it is a list by time. */
export const isValueByValue = ({ keys }: Pick<Asked, 'keys'>, known: Known): known is KnownTimed => {
  const [first, ...others] = keys as [SortKey, ...SortKey[]];
  return isByValue(first) && timeOrderOf(known.timed, others) !== undefined;
};

/**
 * A page of such a list: gathered at once, where by the newest rows few match; else value by value.
 * @throws {AppError} as `BoundedPage` does
 */
export async function findValueByValue(core: Core, asked: Asked, missing: Missing, known: KnownTimed): Promise<Found> {
  const until = performance.now() + LIMIT_MS;
  const newest = new BoundedPage(core, { ...asked, keys: newestFirst(asked.keys) }, NO_PAGE, known);
  const sample = await newest.walkFirst();
  const page = new BoundedPage(core, asked, missing, { until });
  // Those first rows were all.
  if (!sample) return page.find();
  const estimate = newest.estimate(sample.likelyMatched);
  const found = newest.estimate(sample.likelyFound) as Estimate;
  const atOnce = found.rows <= MOST_GATHERED ? await page.findAtOnce(sample) : null;
  return atOnce ?? { ...(await ofValues(core, asked, missing, { ...known, until })), estimate };
}

const NO_PAGE = { after: undefined, skip: 0, rows: 1 };

const newestFirst = (keys: SortKey[]): SortKey[] => keys.slice(-1).map((id) => ({ ...id, descending: true }));

/** Each value is a list of its own. */
async function ofValues(
  core: Core,
  asked: Asked,
  missing: Missing,
  known: KnownTimed,
): Promise<Omit<Found, 'estimate'>> {
  const [{ ranked, descending, expression }, ...keys] = asked.keys as [SortKey & { ranked: Ranked }, SortKey];
  const { begun, others } = ranksFrom(ranked, descending, missing.after?.[0]);
  const values = (begun === undefined ? others : [begun, ...others]).filter((value) =>
    asked.conditions.allows(expression, value),
  );
  const picked: string[][] = [];
  let { skip, rows } = missing;
  let matched = 0;
  for (const value of values) {
    const after = value === begun ? missing.after?.slice(1) : undefined;
    const conditions = asked.conditions.within(expression, value, keys[0].expression);
    const inner = { ...asked, keys, conditions, indexedInOrder: [] };
    const page = new BoundedPage(core, inner, { after, skip, rows }, { ...known, isCounted: true });
    const found = await page.find();
    picked.push(...found.picked.map((ids) => [`${value}`, ...ids]));
    if (found.stoppedAt) return { picked, counted: null, stoppedAt: [`${value}`, ...found.stoppedAt] };
    rows -= found.picked.length;
    if (rows === 0) return { picked, counted: null, stoppedAt: null };
    skip = Math.max(0, skip - page.matched);
    matched += page.matched;
  }
  return { picked, counted: missing.after ? null : matched, stoppedAt: null };
}
