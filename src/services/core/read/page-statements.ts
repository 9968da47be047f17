import type { Matching } from './list-total.js';
import { keyColumns, orderBy } from './order.js';
import { orderedRows } from './ordered.js';
import { Parameters } from './parameters.js';
import type { Statement } from './sql.js';
import type { Asked, Missing } from './steps.js';

/** The rows of the page by the order of the list alone; beside each, how many there are, if that is asked for. */
export function rowsInOrder(asked: Asked, missing: Missing, matching: Matching | null = null): Statement {
  const { source, conditions, keys } = asked;
  const parameters = new Parameters();
  const select = parameters.fill(source.select, ...(source.selectValues ?? []));
  const keyTexts = keys
    .filter(({ column }) => column !== 'id')
    .map(({ expression, column }) => `(${expression})::text AS ${column}`);
  const counted = matching ? [`${matching.counted(parameters)} AS matching`] : [];
  const where = `${source.where ?? 'TRUE'} AND ${conditions.text(parameters)}`;
  const ordered = { columns: keyColumns(keys), from: source.from, where, keys, after: missing.after, parameters };
  const ids = `SELECT id FROM (${orderedRows(ordered, missing.skip + missing.rows)}) AS ordered OFFSET ${missing.skip}`;
  // The ids first: what is passed over is neither joined nor read, where the index has it all.
  const text = `SELECT ${[select, ...keyTexts, ...counted].join(', ')} FROM ${source.from} ${source.joins ?? ''}
    WHERE ${source.id} = ANY(ARRAY(${ids})) ORDER BY ${orderBy(keys)}`;
  return { text, values: parameters.values };
}

/** Whole rows by their ids, in no order: one text for all pages of a list. Their bounds tell in which partitions they are. */
export function rowsByIds(
  { source: { select, selectValues = [], from, joins = '', id, where = 'TRUE' } }: Asked,
  ids: string[],
): Statement {
  const sorted = [...ids].sort();
  const parameters = new Parameters();
  const selected = parameters.fill(select, ...selectValues);
  const found = parameters.fill(`${id} = ANY(?) AND ${id} BETWEEN ? AND ?`, ids, sorted[0], sorted.at(-1));
  return { text: `SELECT ${selected} FROM ${from} ${joins} WHERE ${where} AND ${found}`, values: parameters.values };
}
