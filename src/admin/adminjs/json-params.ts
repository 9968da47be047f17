/**
 * The record, with some of its nested values as JSON beside them. AdminJS flattens what is nested, and a key with a dot
 * in it does not come out of that as it went in.
 */
export function withJson<Shown extends object>(record: Shown, names: (keyof Shown & string)[]): object {
  return { ...record, ...Object.fromEntries(names.map((name) => [`${name}_json`, JSON.stringify(record[name])])) };
}
