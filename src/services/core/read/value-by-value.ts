import type { Core } from '../core.js';
import { BoundedPage, LIMIT_MS } from './bounded-page.js';
import type { Found } from './findings.js';
import { isByValue, type Ranked, type SortKey } from './order.js';
import { ranksFrom } from './ordered.js';
import type { Timed } from './spans.js';
import type { Asked, Missing } from './steps.js';

/** Whether a list is sorted by few values and then by time, so that of each value it is a list by time. */
export const isValueByValue = ({ keys }: Pick<Asked, 'keys'>, timed: Timed | undefined): timed is Timed => {
  const [first, second, ...others] = keys as [SortKey, SortKey];
  return timed !== undefined && others.length === 0 && second?.column === 'id' && isByValue(first);
};

const UNKNOWN = { counted: null, estimate: null, stoppedAt: null };

/**
 * A page of such a list. Where it is not found at once, it is gathered value by value, in spans of time.
 * @throws {AppError} as `BoundedPage` does
 */
export async function findValueByValue(
  core: Core,
  asked: Asked,
  missing: Missing,
  { timed, all }: { timed: Timed; all: number | null },
): Promise<Found> {
  const until = performance.now() + LIMIT_MS;
  const atOnce = await new BoundedPage(core, asked, missing, { all, until }).findAtOnce();
  if (atOnce) return atOnce;
  const [{ ranked, descending, expression }, ...keys] = asked.keys as [SortKey & { ranked: Ranked }];
  const { begun, others } = ranksFrom(ranked, descending, missing.after?.[0]);
  const picked: string[][] = [];
  let { skip, rows } = missing;
  let matched = 0;
  for (const value of begun === undefined ? others : [begun, ...others]) {
    const after = value === begun ? missing.after?.slice(1) : undefined;
    const conditions = asked.conditions.and(expression, value);
    const page = new BoundedPage(core, { ...asked, keys, conditions }, { after, skip, rows }, { timed, all, until });
    const found = await page.find();
    picked.push(...found.picked.map((ids) => [`${value}`, ...ids]));
    if (found.stoppedAt) return { ...UNKNOWN, picked, stoppedAt: [`${value}`, ...found.stoppedAt] };
    rows -= found.picked.length;
    if (rows === 0) return { ...UNKNOWN, picked };
    skip = Math.max(0, skip - page.matched);
    matched += page.matched;
  }
  return { ...UNKNOWN, picked, counted: missing.after ? null : matched };
}
