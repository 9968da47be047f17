/** Bytes past which a record is too large to be shown whole in a list. Hardly any is: a hundred of them are no page. */
const LARGE = 16 * 1024;

/** In SQL: whether these columns of a row, as JSON, make it too large for a list. */
export const isLarge = (...columns: string[]): string =>
  `${columns.map((column) => `coalesce(octet_length(${column}::text), 0)`).join(' + ')} > ${LARGE}`;
