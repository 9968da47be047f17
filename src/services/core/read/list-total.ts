import type { Core } from '../core.js';
import { type Conditions, plannedRows } from './sql.js';

/** Past this many, counting costs more than the page that it belongs to. */
const EXACT_UP_TO = 10_000;

interface Total {
  total: number;
  total_is_estimate?: true;
}

/** Rows that can be counted: those of a table that match the conditions as they are when this is made. */
export class Matching {
  private readonly rows: string;
  private readonly values: unknown[];

  constructor(from: string, conditions: Conditions) {
    this.rows = `SELECT 1 FROM ${from} WHERE ${conditions}`;
    this.values = [...conditions.values];
  }

  /** How many there are, as far as counting goes: for a statement with the same parameters. */
  get counted(): string {
    return `(SELECT count(*)::int FROM (${this.rows} LIMIT ${EXACT_UP_TO + 1}) AS matching)`;
  }

  /** How many there are: exact up to 10,000, past that what the planner thinks. `counted`, where a statement told it. */
  async total(core: Core, counted?: number): Promise<Total> {
    const exact = counted ?? (await this.count(core));
    if (exact <= EXACT_UP_TO) return { total: exact };
    const plan = (await core.db.query(`EXPLAIN (FORMAT JSON) ${this.rows}`, this.values)) as [
      { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] },
    ];
    const estimate = plan[0]['QUERY PLAN'][0].Plan['Plan Rows'];
    return { total: Math.max(exact, Math.round(estimate)), total_is_estimate: true };
  }

  private async count(core: Core): Promise<number> {
    const [row] = await plannedRows<{ count: number }>(core, `SELECT ${this.counted} AS count`, this.values);
    return row?.count ?? 0;
  }
}
