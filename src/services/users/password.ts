import { randomInt } from 'node:crypto';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import bcrypt from 'bcrypt';
import { invalid } from '../core/errors.js';

const COST = 12;

/** Of zxcvbn's 0 to 4: below this, a guesser with a list gets in. */
const LEAST_SCORE = 2;

/** A hash that no password has: comparing with it takes as long as with a real one. */
const NOBODYS_HASH = '$2b$12$C6UzMDM.H6dfI/f/IKcEeO7ZBzYdCIGAGG5e1ZQDOdiDUDKZ1ZQ5m';

/** Letters and digits that are not mistaken for one another. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

let scorer: Promise<ZxcvbnFactory> | undefined;

export const hashPassword = (password: string): Promise<string> => bcrypt.hash(password, COST);

/** Takes the same time whether or not there is a hash to compare with. */
export async function passwordMatches(password: string, hash: string | undefined): Promise<boolean> {
  const matches = await bcrypt.compare(password, hash ?? NOBODYS_HASH);
  return matches && hash !== undefined;
}

/** A password of 118 bits. */
export const generatePassword = (): string =>
  Array.from({ length: 20 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/**
 * Refuses what is easy to guess, and the user's own email.
 * @throws {AppError} VALIDATION_FAILED with the field's name
 */
export async function checkPassword(password: string, user: { email: string; full_name: string }, field = 'password') {
  const [localPart = ''] = user.email.split('@');
  if ([user.email, localPart].includes(password.toLowerCase())) throw invalid({ [field]: 'must not be the email' });
  scorer ??= loadScorer();
  const { score, feedback } = (await scorer).check(password, [user.email, localPart, ...user.full_name.split(/\s+/)]);
  if (score < LEAST_SCORE) {
    throw invalid({ [field]: ['is too easy to guess', feedback.warning].filter(Boolean).join('. ') });
  }
}

/** The word lists are large, so they are read when the first password is set. */
async function loadScorer(): Promise<ZxcvbnFactory> {
  const [core, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });
}
