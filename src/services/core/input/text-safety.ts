/** What a value nested deeper than this is for, no event and no form knows; walking it would cost the stack. */
const DEEPEST = 100;

export class TooDeepError extends Error {}

/** Whether PostgreSQL can hold the text: no NUL, no half of a surrogate pair. */
const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/**
 * The path of the first text, key or value, that cannot be stored; null when all can.
 * @throws {TooDeepError}
 */
export function findUnstorableText(value: unknown, path: string[] = []): string[] | null {
  if (typeof value === 'string') return isStorable(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  if (path.length > DEEPEST) throw new TooDeepError();
  for (const [key, part] of Object.entries(value)) {
    if (!isStorable(key)) return path;
    const found = findUnstorableText(part, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

/** A copy that PostgreSQL can hold: what it cannot is shown as U+FFFD. `altered` says whether anything was. */
export function storable(value: unknown): { value: unknown; altered: boolean } {
  let altered = false;
  const mendText = (text: string): string => {
    if (isStorable(text)) return text;
    altered = true;
    return text.replaceAll('\u0000', '\ufffd').toWellFormed();
  };
  const mend = (part: unknown, depth: number): unknown => {
    if (depth > DEEPEST) throw new TooDeepError();
    if (typeof part === 'string') return mendText(part);
    if (typeof part === 'number' && !Number.isFinite(part)) {
      altered = true;
      return '\ufffd';
    }
    // It has lost digits when it was parsed. It is shown as it is, and the original keeps them.
    if (Number.isInteger(part) && !Number.isSafeInteger(part)) altered = true;
    if (Array.isArray(part)) return part.map((item) => mend(item, depth + 1));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [mendText(key), mend(item, depth + 1)]));
  };
  return { value: mend(value, 0), altered };
}
