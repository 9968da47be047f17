/** What a value nested deeper than this is for, no event and no form knows; walking it would cost the stack. */
const DEEPEST = 100;

export class TooDeepError extends Error {}

/** Whether PostgreSQL can hold the text: no NUL, no half of a surrogate pair. */
const isStorableText = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/**
 * Whether all texts of a value are good, its keys too, and all numbers. It makes nothing on its way: a body may hold many
 * thousand values.
 * @throws {TooDeepError}
 */
function isEvery(value: unknown, isGoodNumber: (number: number) => boolean, depth = 0): boolean {
  if (typeof value === 'string') return isStorableText(value);
  if (typeof value === 'number') return isGoodNumber(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > DEEPEST) throw new TooDeepError();
  if (Array.isArray(value)) return value.every((part) => isEvery(part, isGoodNumber, depth + 1));
  for (const key in value) {
    const part = (value as Record<string, unknown>)[key];
    if (!isStorableText(key) || !isEvery(part, isGoodNumber, depth + 1)) return false;
  }
  return true;
}

/**
 * Whether PostgreSQL can hold all texts of a value.
 * @throws {TooDeepError}
 */
export const isStorable = (value: unknown): boolean => isEvery(value, () => true);

/** Whether a number is what its text said: neither too large for a float nor robbed of its last digits. */
const isExact = (number: number): boolean =>
  Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));

/**
 * The value as PostgreSQL can hold it: itself, or where it cannot be held or has lost digits when it was parsed, a copy in
 * which U+FFFD stands for what cannot be. `altered` says whether the original is needed beside it.
 * @throws {TooDeepError}
 */
export function storable(value: unknown): { value: unknown; altered: boolean } {
  if (isEvery(value, isExact)) return { value, altered: false };
  return { value: mended(value), altered: true };
}

function mended(part: unknown, depth = 0): unknown {
  if (typeof part === 'string') return mendedText(part);
  if (typeof part === 'number') return Number.isFinite(part) ? part : '\ufffd';
  if (typeof part !== 'object' || part === null) return part;
  if (depth > DEEPEST) throw new TooDeepError();
  if (Array.isArray(part)) return part.map((item) => mended(item, depth + 1));
  return Object.fromEntries(Object.entries(part).map(([key, item]) => [mendedText(key), mended(item, depth + 1)]));
}

const mendedText = (text: string): string => text.replaceAll('\u0000', '\ufffd').toWellFormed();
