import type { Conditions, Fragment } from '../core/read/conditions.js';
import { type SearchedWords, searchedWords } from '../core/read/search-terms.js';

/** Where an event holds all words that a search asks for, and none that it excludes: of several in a row, in that row. */
export function addWords(conditions: Conditions, search: string): void {
  const terms = searchedWords(search);
  if (terms.length === 0) {
    conditions.add('FALSE');
    return;
  }
  const query = terms.map(asQuery).join(' && ');
  const whole: Fragment = [`e.search @@ (${query})`, ...terms.map(({ text }) => text)];
  const words = longestWords(terms);
  // What is not there stands in no index.
  if (terms.every(({ isNegated }) => isNegated)) conditions.addUnindexed(...whole);
  else if (words === null) conditions.add(...whole);
  else conditions.addLookedUp(whole, [`e.search @@ plainto_tsquery('simple', plain_words(?))`, words.join(' ')]);
}

/** `plain_words` of the migrations says what a word is. A query as text has its words in quotes, or is empty. */
function asQuery({ isNegated, isPrefix }: SearchedWords): string {
  const words = `phraseto_tsquery('simple', plain_words(?))`;
  return `${isNegated ? '!! ' : ''}${isPrefix ? `(nullif(${words}::text, '') || ':*')::tsquery` : words}`;
}

/** Words that the index is asked for. */
const LOOKED_UP = 3;

/**
 * Of many words, such as those of an ARN, the longest, which are the rarest as a rule: each further one that is common
 * costs the index more than to look whether what it leads to has it. Null where there are not many.
 */
function longestWords(terms: SearchedWords[]): string[] | null {
  const words = terms.filter(({ isNegated, isPrefix }) => !isNegated && !isPrefix).flatMap(({ text }) => wordsOf(text));
  if (words.length <= LOOKED_UP) return null;
  return words.sort((a, b) => b.length - a.length).slice(0, LOOKED_UP);
}

/** Those of ASCII: of other signs PostgreSQL and JavaScript do not agree which are letters. */
const wordsOf = (text: string): string[] =>
  text.split(/[^a-zA-Z0-9\u0080-\u{10ffff}]+/u).filter((word) => /^[a-zA-Z0-9]+$/.test(word));
