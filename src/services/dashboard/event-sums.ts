import type { Core } from '../core/core.js';
import { DAY, HOUR } from '../core/durations.js';
import { rows } from '../core/read/sql.js';
import { DIMENSIONS, type Dimension } from '../events/event-counts.js';
import type { Range } from './range.js';
import { idsIn, ofEvents, splitRange, timesIn } from './range-parts.js';
import { sum } from './sum.js';

/** Milliseconds that figures are kept whose range ends now: they move on though nothing is changed. */
export const MOVING_FIGURES_MS = 1000;

/** Values of a dimension that are told one by one. */
const MOST_VALUES = 50;

interface Row {
  dimension: Dimension;
  /** '' is what the counts do not name. */
  value: string;
  count: number;
  total: number;
  values: number;
}

/** The events of a range by one dimension. */
export interface Sums {
  total: number;
  /** The commonest values, commonest first. */
  commonest: Record<string, number>;
  /** The events of all others. */
  other: number;
  /** How many different values there are, at least: those that the counts do not name are not among them. */
  values: number;
}

/**
 * How many events there are in the range by severity, source, account and region. Whole days and what is left of them in
 * whole hours come from the counts, the rest of an hour at either end from the events themselves, so the sums are exact.
 */
export async function sumEvents(core: Core, range: Range): Promise<Record<Dimension, Sums>> {
  const hours = splitRange(range, HOUR);
  const days = splitRange(hours.whole, DAY);
  const bounds = [...timesIn(days.whole, ...days.ends), ...idsIn(...hours.ends)];
  const sums = await rows<Row>(core, SUMS, [DIMENSIONS, MOST_VALUES, ...bounds]);
  const of = (name: Dimension) => sumsOf(sums.filter(({ dimension }) => dimension === name));
  return { severity: of('severity'), source: of('source'), account: of('account'), region: of('region') };
}

function sumsOf(sums: Row[]): Sums {
  const named = sums.filter(({ value }) => value !== '');
  const { total = 0, values = 0 } = sums[0] ?? {};
  return {
    total,
    commonest: Object.fromEntries(named.map(({ value, count }) => [value, count])),
    other: total - sum(named.map(({ count }) => count)),
    values,
  };
}

/** One dimension after the other, so that the database need not hold the values of all. */
const SUMS = `
  WITH rest AS MATERIALIZED (
    SELECT counted.dimension, counted.value, count(*) AS count FROM events e,
      LATERAL (VALUES ('severity', e.severity_level::text), ('source', e.source), ('account', e.account),
        ('region', e.region)) AS counted (dimension, value)
    WHERE ${ofEvents('$9', '$10', '$11', '$12')} GROUP BY 1, 2
  )
  SELECT dimension, sums.* FROM unnest($1::text[]) AS d (dimension), LATERAL (
    SELECT value, sum(count)::int AS count, (sum(sum(count)) OVER ())::int AS total,
      (count(*) FILTER (WHERE value <> '') OVER ())::int AS values
    FROM (
      SELECT value, count FROM event_day_counts c WHERE c.dimension = d.dimension AND day >= $3 AND day < $4
      UNION ALL
      SELECT value, count FROM event_counts c
      WHERE c.dimension = d.dimension AND ((hour >= $5 AND hour < $6) OR (hour >= $7 AND hour < $8))
      UNION ALL
      SELECT value, count FROM rest WHERE rest.dimension = d.dimension
    ) AS parts
    GROUP BY value HAVING sum(count) > 0 ORDER BY value = '', sum(count) DESC, value LIMIT $2
  ) AS sums ORDER BY count DESC, value`;
