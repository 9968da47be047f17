import type { Core } from '../core.js';
import { Conditions } from './conditions.js';
import { inTime } from './in-time.js';
import { Parameters } from './parameters.js';
import { NOTHING_TOGETHER, type Source } from './source.js';
import { plannedRows } from './sql.js';

/** Past this many, counting costs more than the page that it belongs to. */
const EXACT_UP_TO = 10_000;

/**
 * Milliseconds that counting may take beside a page, and for it to be tried: how many rows there may be by those that were
 * seen, and at what cost by the planner.
 */
const COUNT_MS = 10;
const CHEAP_ROWS = 4000;
const CHEAP_COST = 40_000;

export interface Total {
  total: number;
  total_is_estimate?: true;
}

/** How many rows may match. */
export interface Estimate {
  rows: number;
  /** They lie too far apart to be counted fast, however few they are. */
  areSpread: boolean;
}

interface Plan {
  'Plan Rows': number;
  'Total Cost': number;
}

/** Rows that can be counted: those of a source that match the conditions. */
export class Matching {
  constructor(
    private readonly source: Pick<Source, 'from' | 'where' | 'together'>,
    private readonly conditions: Conditions,
  ) {}

  /** How many there are, as far as counting goes, in a statement with these parameters. */
  counted(parameters: Parameters, most = EXACT_UP_TO): string {
    const { fragments } = this.source.together?.(this.conditions.parts) ?? NOTHING_TOGETHER;
    const found = [this.rows(parameters), ...fragments.map((fragment) => parameters.fill(...fragment))];
    return `(SELECT count(*)::int FROM (${found.join(' AND ')} LIMIT ${most + 1}) AS matching)`;
  }

  /** How many there are: exact up to 10,000 where a statement `counted` them, past that what the planner thinks. */
  async total(core: Core, counted: number): Promise<Total> {
    if (counted <= EXACT_UP_TO) return { total: counted };
    const { rows } = await this.plan(core);
    return { total: Math.max(rows, counted), total_is_estimate: true };
  }

  /**
   * The same where nobody has counted: exact where that does not take long, but at least so many. What may be estimated
   * otherwise need not be asked of the planner, who looks at every partition for it.
   */
  async totalInTime(core: Core, least: number, estimate: Estimate | null): Promise<Total> {
    const { rows, isCheap } = estimate ? cheap(estimate) : await this.plan(core);
    const counted = isCheap ? await this.countInTime(core, EXACT_UP_TO, COUNT_MS) : undefined;
    if (counted !== undefined) return this.total(core, counted);
    return { total: Math.max(least, rows), total_is_estimate: true };
  }

  /** How many there may be, if so large a part of all rows of the source matches. */
  async estimate(core: Core, share: number): Promise<Estimate> {
    const all = await new Matching(this.source, new Conditions()).plan(core);
    return { rows: Math.round(share * all.rows), areSpread: false };
  }

  /** How many there are, up to one more than `most`; undefined where that cannot be counted in so many milliseconds. */
  countInTime(core: Core, most: number, milliseconds: number): Promise<number | undefined> {
    return inTime(core, { milliseconds, plans: 'any' }, async (on) => {
      const parameters = new Parameters();
      const text = `SELECT ${this.counted(parameters, most)} AS count`;
      const [row] = await plannedRows<{ count: number }>(on, text, parameters.values);
      return row?.count ?? 0;
    });
  }

  /** What the planner thinks of reading them. */
  private async plan(core: Core): Promise<{ rows: number; isCheap: boolean }> {
    const parameters = new Parameters();
    const text = `EXPLAIN (FORMAT JSON) ${this.rows(parameters)}`;
    const [row] = (await plannedRows<{ 'QUERY PLAN': [{ Plan: Plan }] }>(core, text, parameters.values)) as [
      { 'QUERY PLAN': [{ Plan: Plan }] },
    ];
    const { 'Plan Rows': rows, 'Total Cost': cost } = row['QUERY PLAN'][0].Plan;
    return { rows: Math.round(rows), isCheap: rows <= EXACT_UP_TO && cost <= CHEAP_COST };
  }

  private rows(parameters: Parameters): string {
    const { from, where = 'TRUE' } = this.source;
    return `SELECT 1 FROM ${from} WHERE ${where} AND ${this.conditions.text(parameters)}`;
  }
}

const cheap = ({ rows, areSpread }: Estimate): { rows: number; isCheap: boolean } => ({
  rows,
  isCheap: !areSpread && rows <= CHEAP_ROWS,
});
