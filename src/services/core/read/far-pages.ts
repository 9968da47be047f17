import type { Core } from '../core.js';
import { invalid } from '../errors.js';
import type { Matching } from './list-total.js';

/** Rows of a list that pages by number reach: passing over more takes longer than anybody waits for a page. */
const REACHED_BY_NUMBER = 25_000;

/** Milliseconds that the end of a list is looked for. */
const END_MS = 100;

/**
 * Lets a page by its number be, that begins after so many rows, or refuses it. Gives the total of the list, where it is
 * known or had to be found out for that, or null: who finds that the page begins past it, has an empty one.
 * @throws {AppError} VALIDATION_FAILED naming `page`, of one too far inside the list
 */
export async function requireReachable(
  core: Core,
  matching: Matching,
  skip: number,
  knownTotal: number | null,
): Promise<number | null> {
  if (skip < REACHED_BY_NUMBER) return knownTotal;
  const total = knownTotal ?? (await matching.countInTime(core, REACHED_BY_NUMBER, END_MS)) ?? Number.POSITIVE_INFINITY;
  if (skip >= total && (knownTotal !== null || total <= REACHED_BY_NUMBER)) return total;
  throw invalid({
    page: `begins after row ${REACHED_BY_NUMBER}: filter the list, or go on from page to page (by cursor=<next_cursor>)`,
  });
}
