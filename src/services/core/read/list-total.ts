import type { Core } from '../core.js';
import { type Conditions, plannedRows } from './sql.js';

/** Past this many, counting costs more than the page that it belongs to. */
const EXACT_UP_TO = 10_000;

interface Total {
  total: number;
  total_is_estimate?: true;
}

/** How many rows match: exact up to 10,000, past that what the planner thinks. */
export async function countUpTo(core: Core, from: string, conditions: Conditions): Promise<Total> {
  const matching = `FROM ${from} WHERE ${conditions}`;
  const values = [...conditions.values];
  const [counted] = await plannedRows<{ count: number }>(
    core,
    `SELECT count(*)::int AS count FROM (SELECT 1 ${matching} LIMIT ${EXACT_UP_TO + 1}) AS matching`,
    values,
  );
  const exact = counted?.count ?? 0;
  if (exact <= EXACT_UP_TO) return { total: exact };
  const plan = (await core.db.query(`EXPLAIN (FORMAT JSON) SELECT 1 ${matching}`, values)) as [
    { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] },
  ];
  const estimate = plan[0]['QUERY PLAN'][0].Plan['Plan Rows'];
  return { total: Math.max(exact, Math.round(estimate)), total_is_estimate: true };
}
