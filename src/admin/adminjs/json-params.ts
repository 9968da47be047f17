/**
 * A record whose nested values stand as JSON beside its fields (`<name>_json`). AdminJS flattens what is nested: a key
 * with a dot in it does not come out of that as it went in, and a few kilobytes, nested deeply under long keys, become
 * gigabytes, since each value is written down with its whole path.
 */
export function asJson(record: object, nested: ReadonlySet<string>): object {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) =>
      nested.has(name) ? [`${name}_json`, JSON.stringify(value ?? null)] : [name, value],
    ),
  );
}

/** The same without them, for lists: no column shows what is nested. */
export const withoutNested = (record: object, nested: ReadonlySet<string>): object =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !nested.has(name)));
