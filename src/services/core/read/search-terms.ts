import { invalid } from '../errors.js';

/** A part of what is searched for. */
export interface SearchTerm {
  text: string;
  /** It must not be there. */
  isNegated: boolean;
}

/** One whose words are found by themselves. */
export interface SearchedWords extends SearchTerm {
  /** The last one may go on. */
  isPrefix: boolean;
}

/** `-` before it, then a text in quotes (the last of which may be missing) or up to the next blank. */
const TERM = /(-?)(?:"([^"]*)(?:"|$)|(\S+))/g;

/** Letters that a part of a word needs before its `*`: all words that begin with fewer are too many to go through. */
const LEAST_LETTERS = 3;

/** Letters and digits, with the marks of those scripts that write vowels above and below. */
const LAST_WORD = /[\p{L}\p{N}\p{M}]*$/u;

/** What a search asks for: words, "an exact phrase", -not. Everything asked for has to be there. */
export function searchTerms(search: string | undefined): SearchTerm[] {
  return [...(search ?? '').matchAll(TERM)]
    .map(([, minus, quoted, bare = '']) => ({ text: quoted ?? bare, isNegated: minus === '-' }))
    .filter(({ text }) => text !== '');
}

/**
 * The same where words are found by themselves and not as parts of longer ones: a `*` at the end leaves a word open. What
 * has neither letters nor digits is no word.
 * @throws {AppError} VALIDATION_FAILED naming `search`, of a `*` after fewer than three letters
 */
export const searchedWords = (search: string | undefined): SearchedWords[] =>
  searchTerms(search)
    .map(({ text, isNegated }) => ({ text: text.replace(/\*+$/, ''), isNegated, isPrefix: text.endsWith('*') }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
    .map((term) => {
      const [lastWord = ''] = LAST_WORD.exec(term.text) ?? [];
      if (!term.isPrefix || [...lastWord].length >= LEAST_LETTERS) return term;
      throw invalid({ search: `needs ${LEAST_LETTERS} letters or digits before a *, in the word that it ends` });
    });
