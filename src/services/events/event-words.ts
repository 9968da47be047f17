import type { Conditions, Fragment } from '../core/read/conditions.js';
import { type SearchedWords, searchedWords } from '../core/read/search-terms.js';

/**
 * Where an event holds all words that a search asks for, and none that it excludes: of several in a row, in that row.
 * @throws {AppError} VALIDATION_FAILED naming `search`
 */
export function addWords(conditions: Conditions, search: string): void {
  const terms = searchedWords(search);
  if (terms.length === 0) {
    conditions.add('FALSE');
    return;
  }
  const found: Fragment = [`e.search @@ (${terms.map(asQuery).join(' && ')})`, ...terms.map(({ text }) => text)];
  const words = wordsOf(terms.filter(({ isNegated, isPrefix }) => !isNegated && !isPrefix));
  if (words.length > 1) {
    // An index is asked for those of the words that are rare: the common ones are seen sooner in the rows.
    for (const word of rarestOf(words)) conditions.add(`e.search @@ plainto_tsquery('simple', plain_words(?))`, word);
    conditions.addUnindexed(...found);
  } else if (terms.every(({ isNegated }) => isNegated)) {
    // What is not there stands in no index.
    conditions.addUnindexed(...found);
  } else conditions.add(...found);
}

/** `plain_words` of the migrations says what a word is. A query as text has its words in quotes, or is empty. */
function asQuery({ isNegated, isPrefix }: SearchedWords): string {
  const words = `phraseto_tsquery('simple', plain_words(?))`;
  return `${isNegated ? '!! ' : ''}${isPrefix ? `(nullif(${words}::text, '') || ':*')::tsquery` : words}`;
}

/** Words that are looked up at most. */
const LOOKED_UP = 3;

/** Of many words, such as those of an ARN, those that are the rarest as a rule: ids, then numbers, then the longest. */
const rarestOf = (words: string[]): string[] =>
  words.sort((a, b) => kindOf(b) - kindOf(a) || b.length - a.length).slice(0, LOOKED_UP);

const kindOf = (word: string): number => (/\d/.test(word) ? 1 : 0) + (/\d[a-z]|[a-z]\d/.test(word) ? 1 : 0);

/** Those of ASCII: of other signs PostgreSQL and JavaScript do not agree which are letters. */
function wordsOf(terms: SearchedWords[]): string[] {
  const words = terms.flatMap(({ text }) => text.toLowerCase().split(/[^a-z0-9\u0080-\u{10ffff}]+/u));
  return [...new Set(words.filter((word) => /^[a-z0-9]+$/.test(word)))];
}
