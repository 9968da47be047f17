import { randomInt } from 'node:crypto';
import bcrypt from 'bcrypt';
import type { Caller } from '../core/access/actor.js';
import type { Core } from '../core/core.js';
import { invalid } from '../core/errors.js';
import { scorePassword } from './score-password.js';
import { MOST_BYTES } from './user.schema.js';

const COST = 12;

/** Of zxcvbn's 0 to 4: below this, a guesser with a list gets in. */
const LEAST_SCORE = 2;

/** A hash that no password has: comparing with it takes as long as with a real one. */
const NOBODYS_HASH = '$2b$12$C6UzMDM.H6dfI/f/IKcEeO7ZBzYdCIGAGG5e1ZQDOdiDUDKZ1ZQ5m';

/** Letters and digits that are not mistaken for one another. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What everybody tries here first. */
const PRODUCT = 'signalbox';

/** For whom a password is worked on: everything here waits in their address's turn. */
interface Asking {
  core: Core;
  caller: Caller;
}

const hashing = <Result>({ core, caller }: Asking, work: () => Promise<Result>): Promise<Result> =>
  core.passwordQueues.hashing.run(caller.request, work);

/** @throws {AppError} RATE_LIMITED */
export const hashPassword = (asking: Asking, password: string): Promise<string> =>
  hashing(asking, () => bcrypt.hash(password, COST));

/**
 * Takes the same time whether or not there is a hash to compare with.
 * @throws {AppError} RATE_LIMITED
 */
export async function passwordMatches(asking: Asking, password: string, hash: string | undefined): Promise<boolean> {
  const matches = await hashing(asking, () => bcrypt.compare(password, hash ?? NOBODYS_HASH));
  // What follows these bytes bcrypt would not look at.
  return matches && hash !== undefined && Buffer.byteLength(password) <= MOST_BYTES;
}

/** A password of 133 bits. */
export const generatePassword = (): string =>
  Array.from({ length: 23 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/**
 * Refuses what is easy to guess, and the user's own email.
 * @throws {AppError} VALIDATION_FAILED with the field's name, RATE_LIMITED
 */
export async function checkPassword(
  asking: Asking,
  password: string,
  user: { email: string; full_name: string },
  field = 'password',
): Promise<void> {
  const [localPart = ''] = user.email.split('@');
  if ([user.email, localPart].includes(password.toLowerCase())) throw invalid({ [field]: 'must not be the email' });
  const near = [PRODUCT, user.email, localPart, ...user.full_name.split(/\s+/)];
  const { score, warning } = await asking.core.passwordQueues.scoring.run(asking.caller.request, () =>
    scorePassword(password, near),
  );
  if (score < LEAST_SCORE) {
    throw invalid({ [field]: ['is too easy to guess', warning].filter(Boolean).join('. ') });
  }
}
