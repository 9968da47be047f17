import { type Conditions, type Fragment, type Part, textOf } from './conditions.js';
import { rowsAfter } from './cursor.js';
import { keyColumns, orderBy, type SortKey } from './order.js';
import { orderedRows } from './ordered.js';
import { Parameters } from './parameters.js';
import { NOTHING_TOGETHER, type Source } from './source.js';
import type { Statement } from './sql.js';

/** What is asked of which rows, in which order. */
export interface Asked {
  source: Source;
  conditions: Conditions;
  keys: SortKey[];
  /** Columns of which an index has the rows of one value in this order. */
  indexedInOrder: readonly string[];
}

/** What a page is still missing. */
export interface Missing {
  /** Keys of the row after which to go on; the list's beginning where there is none. */
  after: readonly string[] | undefined;
  /** Rows to pass over. */
  skip: number;
  rows: number;
}

/** What one step found. */
export interface Step {
  /** Keys of the rows of the page. */
  picked: string[][];
  /** Rows that were looked at, and that match. */
  seen: number;
  matched: number;
  /** How many match each of the conditions, of a walk. */
  each: number[] | null;
  /** Keys of the first and the last row that was looked at. */
  first: string[] | null;
  last: string[] | null;
}

/** How far to look. */
export interface Walk {
  rows: number;
  /** The condition whose rows alone are looked at. */
  among?: Part | undefined;
}

/** Rows that match where an index leads to them in no order: more than these after the page's first are too many. */
export const MOST_GATHERED = 3000;

/** Looks at so many rows in the list's order, whether they match. It costs the same whatever is asked for. */
export function walk(asked: Asked, missing: Missing, { rows, among }: Walk, bounds: Fragment[]): Statement {
  const { source, conditions, keys } = asked;
  const [{ expression }] = keys as [SortKey];
  const parameters = new Parameters();
  const within = [...conditions.boundsOf(expression), ...(among ? [among] : [])];
  const where = [
    source.where ?? 'TRUE',
    textOf(within, parameters),
    ...bounds.map((bound) => parameters.fill(...bound)),
  ];
  const parts = conditions.othersThan(expression).map(({ fragment }) => `(${parameters.fill(...fragment)})`);
  const columns = `${keyColumns(keys)}, ARRAY[${parts.join()}]::boolean[] AS matches`;
  const ordered = { columns, from: source.from, where: where.join(' AND '), keys, after: missing.after, parameters };
  const counts = parts.map((_, index) => `count(*) FILTER (WHERE matches[${index + 1}])`);
  const seen = `SELECT *, true = ALL (matches) AS is_match, row_number() OVER () AS place
    FROM (${orderedRows(ordered, rows)}) AS walked`;
  return step(parameters, keys, missing, seen, `ARRAY[${counts.join()}]::int[]`);
}

/**
 * Takes all rows that match, by whatever index leads to them, and sorts them, if they are not too many. Indexes are asked
 * for some of the conditions alone: what is common costs more to be looked up than to be seen in the rows.
 */
export function gather(
  asked: Asked,
  missing: Missing,
  bounds: Fragment[],
  lookedUp: ReadonlySet<Part>,
): Statement & { most: number } {
  const { source, keys } = asked;
  const parameters = new Parameters();
  const most = missing.skip + MOST_GATHERED;
  const following = missing.after ? [followingOf(keys, missing.after), ...bounds] : bounds;
  const scope = [
    source.where ?? 'TRUE',
    ...conditionsOf(asked, lookedUp, parameters),
    ...following.map((bound) => parameters.fill(...bound)),
  ];
  const seen = `SELECT *, row_number() OVER (ORDER BY ${orderBy(keys, 'column')}) AS place FROM (
      SELECT ${keyColumns(keys)}, TRUE AS is_match
      FROM ${source.from} WHERE ${scope.join(' AND ')} LIMIT ${most + 1}
    ) AS gathered`;
  return { ...step(parameters, keys, missing, seen), most };
}

/** After a row of the least rank, the planner takes all others for nothing: no index is asked for that. */
function followingOf(keys: SortKey[], after: readonly string[]): Fragment {
  const [text, ...values] = rowsAfter(keys, after);
  return keys[0]?.ranked ? [`(${text}) IS TRUE`, ...values] : [text, ...values];
}

/** The conditions in SQL, such that indexes are asked for some alone: none knows of what IS TRUE. */
function conditionsOf({ source, conditions }: Asked, lookedUp: ReadonlySet<Part>, parameters: Parameters): string[] {
  // What bounds the list tells where to look.
  const isLookedUp = (part: Part) => part.boundOf !== undefined || lookedUp.has(part);
  const known = source.together?.(conditions.parts) ?? NOTHING_TOGETHER;
  const together = known.parts.some(isLookedUp) ? known : NOTHING_TOGETHER;
  const byThemselves = conditions.parts.map((part) => {
    const text = parameters.fill(...part.fragment);
    return isLookedUp(part) && !together.parts.includes(part) ? text : `(${text}) IS TRUE`;
  });
  return [...byThemselves, ...together.fragments.map((fragment) => parameters.fill(...fragment))];
}

/** Of the rows that were seen, the page's, and how many there were. */
function step(
  parameters: Parameters,
  keys: SortKey[],
  { rows, skip }: Missing,
  seen: string,
  each = 'NULL',
): Statement {
  const row = `json_build_array(${keys.map(({ column }) => `${column}::text`).join()})`;
  const text = `
    WITH seen AS MATERIALIZED (${seen})
    SELECT counted.*,
      ARRAY(SELECT ${row} FROM seen WHERE is_match ORDER BY place LIMIT ${rows} OFFSET ${skip}) AS picked,
      (SELECT ${row} FROM seen WHERE place = 1) AS first,
      (SELECT ${row} FROM seen WHERE place = counted.seen) AS last
    FROM (SELECT count(*)::int AS seen, (count(*) FILTER (WHERE is_match))::int AS matched, ${each} AS each FROM seen)
      AS counted`;
  return { text, values: parameters.values };
}
