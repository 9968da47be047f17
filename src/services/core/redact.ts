/** Names whose values never reach a log or an audit entry. */
const SECRET_NAME = /password|secret|token|^hash$|_hash$|_sealed$|webhook|authorization|cookie|^key$|external_id/i;

/** Not secrets, though they sound like it. */
const HARMLESS = new Set(['must_change_password']);

const isSecret = (name: string): boolean => SECRET_NAME.test(name) && !HARMLESS.has(name);

/** A copy with every secret replaced, however deep. Says that there was one, never which. */
export function redact<T>(value: T): T {
  if (Array.isArray(value)) return value.map(redact) as T;
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      isSecret(name) && part !== null && part !== undefined ? '[redacted]' : redact(part),
    ]),
  ) as T;
}
