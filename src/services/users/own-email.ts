import type { User } from '../../entities/user.entity.js';
import type { Caller } from '../core/access/actor.js';
import type { Core } from '../core/core.js';
import { invalid } from '../core/errors.js';
import { rows } from '../core/read/sql.js';
import { passwordMatches } from './password.js';

interface Asked {
  email?: string | undefined;
  current_password?: string | undefined;
}

/**
 * Whether the caller may have this email, as far as their password says: one's own is what one logs in with, so whoever
 * sits at a forgotten screen may not change it. Few tries a minute, since its answer tells whether an email is in use.
 * @throws {AppError} VALIDATION_FAILED naming current_password where it is missing, RATE_LIMITED
 */
export async function provesOwnEmail(
  core: Core,
  caller: Caller,
  id: string,
  { email, current_password }: Asked,
): Promise<boolean> {
  const { actor } = caller;
  if (email === undefined || actor.type !== 'user' || actor.id !== id || email === actor.email) return true;
  await core.rateLimits('own_email', caller.request.ip);
  if (current_password === undefined) throw invalid({ current_password: 'is needed to change one’s own email' });
  const [user] = await rows<Pick<User, 'password_hash'>>(core, 'SELECT password_hash FROM users WHERE id = $1', [id]);
  return passwordMatches({ core, caller }, current_password, user?.password_hash);
}
