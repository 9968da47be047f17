import type { Fragment } from './conditions.js';
import { foreignCursor, rowsAfter } from './cursor.js';
import { isByValue, isItsOwnRank, orderBy, type Ranked, runsOneWay, type SortKey } from './order.js';
import type { Parameters } from './parameters.js';

/** A list in its order: what is selected, of which rows, and after the row with which keys. */
interface Ordered {
  columns: string;
  from: string;
  where: string;
  keys: SortKey[];
  after: readonly string[] | undefined;
  parameters: Parameters;
}

/** Whether rows come value by value just as their index has them: the planner thinks too well of sorting them. */
export const needsNoSort = ([first, ...rest]: SortKey[]): boolean =>
  first !== undefined && isByValue(first) && runsOneWay(rest);

/** In SQL: so many rows in a list's order. Rows of few ranks come rank by rank, one after the other. */
export function orderedRows(ordered: Ordered, limit: number): string {
  const { columns, from, where, keys, after, parameters } = ordered;
  const [{ ranked }] = keys as [SortKey];
  if (ranked) return rankedRows(ordered, ranked, limit);
  const following = after ? ` AND ${parameters.fill(...rowsAfter(keys, after))}` : '';
  return `SELECT ${columns} FROM ${from} WHERE ${where}${following} ORDER BY ${orderBy(keys)} LIMIT ${limit}`;
}

function rankedRows(ordered: Ordered, ranked: Ranked, limit: number): string {
  const { keys, after } = ordered;
  const { begun, others } = ranksFrom(ranked, (keys[0] as SortKey).descending, after?.[0]);
  const rowsOf = isItsOwnRank(ranked) ? rowsOfValues : rowsOfWords;
  const parts = rowsOf(ordered, ranked, others, limit);
  if (after && begun !== undefined) parts.unshift(...rowsOf(ordered, ranked, [begun], limit, after.slice(1)));
  // A loop and an Append give their rows in order, and ask for more only as long as some are missing.
  return `SELECT * FROM (${parts.join(' UNION ALL ')}) AS ranks LIMIT ${limit}`;
}

/** Rows of words, each by itself: the planner has to see which word it is, for it may have no rows. */
function rowsOfWords(ordered: Ordered, { column }: Ranked, words: Ranks, limit: number, after?: string[]): string[] {
  const { columns, from, where, keys, parameters } = ordered;
  const rest = keys.slice(1);
  const following = after ? ` AND ${parameters.fill(...rowsAfter(rest, after))}` : '';
  return words.map(
    (word) => `(SELECT ${columns} FROM ${from} WHERE ${where} AND ${column} = '${word}'${following}
      ORDER BY ${orderBy(rest)} LIMIT ${limit})`,
  );
}

/**
 * Rows of values, in a loop, which is planned once for all of them. Each is asked for as a range of that one value, so
 * that no index has its rows in order but one that begins with it: of an equality any index of the rest would do, and for
 * a value that no row has the planner would walk through all others. Outside of a loop it would see the value, and take
 * what comes after a row of the least one for nothing, which it sorts.
 */
function rowsOfValues(ordered: Ordered, { column }: Ranked, values: Ranks, limit: number, after?: string[]): string[] {
  const { columns, from, where, keys, parameters } = ordered;
  const [first, ...rest] = keys as [SortKey, SortKey];
  // Among rows of one rank it makes no difference which way that runs.
  const within = [{ ...first, descending: rest[0].descending }, ...rest];
  const following = after ? ` AND ${parameters.fill(...afterWithin(within, after))}` : '';
  return [
    `SELECT ranked.* FROM unnest('{${values.join()}}'::int[]) AS ranks (rank), LATERAL (
      SELECT ${columns} FROM ${from} WHERE ${where} AND ${column} BETWEEN ranks.rank AND ranks.rank${following}
      ORDER BY ${orderBy(within)} LIMIT ${limit}) AS ranked`,
  ];
}

/** The rows of `ranks.rank` that come after one with these keys. */
function afterWithin(keys: SortKey[], values: string[]): Fragment {
  const [{ descending }, ...rest] = keys as [SortKey];
  if (!runsOneWay(keys)) return rowsAfter(rest, values);
  const expressions = keys.map(({ expression }) => expression).join(', ');
  return [`(${expressions}) ${descending ? '<' : '>'} (ranks.rank, ${rest.map(() => '?').join(', ')})`, ...values];
}

type Ranks = readonly (string | number)[];

/**
 * The rank of a row, and those that come after it in the list; all, where it begins.
 * @throws {AppError} VALIDATION_FAILED naming `cursor`, of a rank that there is not
 */
export function ranksFrom(ranked: Ranked, descending: boolean, begun: string | undefined) {
  const values = descending ? [...ranked.values].reverse() : ranked.values;
  if (begun === undefined) return { others: values };
  const rankOf = (value: string | number) => (isItsOwnRank(ranked) ? value : ranked.values.indexOf(value) + 1);
  const place = values.findIndex((value) => String(rankOf(value)) === begun);
  if (place === -1) throw foreignCursor();
  return { begun: values[place], others: values.slice(place + 1) };
}
