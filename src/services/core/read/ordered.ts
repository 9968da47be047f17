import { foreignCursor, rowsAfter } from './cursor.js';
import { isItsOwnRank, orderBy, type Ranked, runsOneWay, type SortKey } from './order.js';
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

/**
 * In SQL: so many rows in a list's order. Rows of few ranks come rank by rank, one after the other, as an index has them,
 * where no index gives them all: there are those of ranks that are values, with what else the list is sorted by.
 */
export function orderedRows(ordered: Ordered, limit: number): string {
  const { columns, from, where, keys, after, parameters } = ordered;
  const [first, ...rest] = keys as [SortKey, ...SortKey[]];
  if (!first.ranked || (runsOneWay(keys) && isItsOwnRank(first.ranked))) {
    const following = after ? ` AND ${parameters.fill(...rowsAfter(keys, after))}` : '';
    return `SELECT ${columns} FROM ${from} WHERE ${where}${following} ORDER BY ${orderBy(keys)} LIMIT ${limit}`;
  }
  const { column } = first.ranked;
  const { begun, others } = ranksFrom(first.ranked, first.descending, after?.[0]);
  const rowsOf = (rank: string, following = '') =>
    `(SELECT ${columns} FROM ${from} WHERE ${where} AND ${column} = ${rank}${following}
      ORDER BY ${orderBy(rest)} LIMIT ${limit})`;
  const parts = isItsOwnRank(first.ranked) ? [anyOf(others, rowsOf)] : others.map((value) => rowsOf(`'${value}'`));
  if (after && begun !== undefined) {
    parts.unshift(rowsOf(`'${begun}'`, ` AND ${parameters.fill(...rowsAfter(rest, after.slice(1)))}`));
  }
  // A loop and an Append give their rows in order, and ask for more only as long as some are missing.
  return `SELECT * FROM (${parts.join(' UNION ALL ')}) AS ranks LIMIT ${limit}`;
}

/**
 * In a loop, which is planned once for all ranks: that is right where an index has the rows of each in order. Otherwise
 * the planner has to see which rank it is, for it may have no rows.
 */
const anyOf = (values: readonly (string | number)[], rowsOf: (rank: string) => string): string =>
  `SELECT ranked.* FROM unnest('{${values.join()}}'::int[]) AS ranks (rank), LATERAL ${rowsOf('ranks.rank')} AS ranked`;

/** The rank of a row, and those that come after it in the list; all, where it begins. */
function ranksFrom(ranked: Ranked, descending: boolean, begun: string | undefined) {
  const values = descending ? [...ranked.values].reverse() : ranked.values;
  if (begun === undefined) return { others: values };
  const rankOf = (value: string | number) => (isItsOwnRank(ranked) ? value : ranked.values.indexOf(value) + 1);
  const place = values.findIndex((value) => String(rankOf(value)) === begun);
  if (place === -1) throw foreignCursor();
  return { begun: values[place], others: values.slice(place + 1) };
}
