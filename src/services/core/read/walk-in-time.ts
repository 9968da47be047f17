import type { Core } from '../core.js';
import type { Fragment } from './conditions.js';
import type { Findings } from './findings.js';
import { inTime, tooSlow } from './in-time.js';
import { needsNoSort } from './ordered.js';
import { type Asked, type Step, type Walk, walk } from './steps.js';

/** Milliseconds that the database has for one statement of a page. */
export const STATEMENT_MS = 150;

/** Where texts are long, or what comes first is the same of many rows, these are fewer, and have longer. */
const FEWER = 20;
const LONGEST_MS = 1000;

export interface Walked extends Step {
  /** There are no more rows. */
  isEnd: boolean;
}

/**
 * Walks through so many rows, or through fewer where that takes too long.
 * @throws {AppError} VALIDATION_FAILED naming `sort`, where even those take too long; DATABASE_UNAVAILABLE
 */
export async function walkInTime(
  core: Core,
  asked: Asked,
  findings: Findings,
  far: Walk,
  bounds: Fragment[],
): Promise<Walked> {
  const walkFor = async (way: Walk, milliseconds: number): Promise<Walked | undefined> => {
    const statement = walk(asked, findings.missing, way, bounds);
    const plans = needsNoSort(asked.keys) ? 'order' : 'any';
    const step = await inTime(core, { milliseconds, plans }, (on) => findings.take(on, statement));
    return step && { ...step, isEnd: step.seen < way.rows };
  };
  const short = { ...far, rows: Math.ceil(far.rows / FEWER) };
  const walked = (await walkFor(far, STATEMENT_MS)) ?? (await walkFor(short, LONGEST_MS));
  if (!walked) throw tooSlow();
  return walked;
}
