import { timingSafeEqual } from 'node:crypto';

/** Whether what was given is the secret, in a time that does not tell how much of it was right. Nothing equals ''. */
export function isSameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return expected !== '' && a.length === b.length && timingSafeEqual(a, b);
}
