import type { Fragment, Part } from '../core/read/conditions.js';
import type { Together } from '../core/read/source.js';

/** What the function `event_pairs` of the migrations makes pairs of, in its order. */
const PAIRED = ['account', 'region', 'source', 'detail_type', 'severity_level'];

/** What it knows alone, too, since no other index does. */
const ALONE = ['region', 'detail_type'];

/** Values of a condition that pairs are made of at most. */
const MOST_VALUES = 10;

/** A condition that gives a column one of some values. */
interface Given {
  part: Part;
  name: string;
  values: readonly unknown[];
}

/** Of each two values that events are asked for an index has one list: it tells at once where they never meet. */
export function pairsOf(parts: readonly Part[]): Together {
  const given = PAIRED.flatMap((name) => parts.flatMap((part) => givenOf(part, name)));
  const pairs = given.flatMap((one, index) =>
    given.slice(index + 1).flatMap((other) => (other.name === one.name ? [] : [keysOf([one, other])])),
  );
  if (pairs.length > 0) return { parts: given.map(({ part }) => part), fragments: lookedUp(pairs) };
  const alone = given.filter(({ name }) => ALONE.includes(name));
  return { parts: alone.map(({ part }) => part), fragments: lookedUp(alone.map((one) => keysOf([one]))) };
}

function givenOf(part: Part, name: string): Given[] {
  const { column, values = [] } = part.oneOf ?? {};
  const isPaired = column === `e.${name}` && values.length > 0 && values.length <= MOST_VALUES;
  return isPaired ? [{ part, name, values }] : [];
}

/** All that the values can be together, as `event_pairs` writes it. */
function keysOf(given: Given[]): string[] {
  const names = given.map(({ name }) => name).join(' ');
  return given.reduce((keys, { values }) => keys.flatMap((key) => values.map((value) => `${key} ${value}`)), [names]);
}

/** In SQL: that an event has one key of each list. Lists of one key are asked for at once, which is planned faster. */
function lookedUp(lists: string[][]): Fragment[] {
  const pairs = `event_pairs(${PAIRED.map((name) => `e.${name}`).join(', ')})`;
  const asked = (operator: '@>' | '&&', keys: string[]): Fragment => [
    `${pairs} ${operator} ARRAY[${keys.map(() => 'hashtext(?)').join(', ')}]`,
    ...keys,
  ];
  const single = lists.filter((keys) => keys.length === 1).flat();
  const several = lists.filter((keys) => keys.length > 1).map((keys) => asked('&&', keys));
  return single.length > 0 ? [asked('@>', single), ...several] : several;
}
