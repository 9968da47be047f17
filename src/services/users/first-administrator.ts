import { SYSTEM } from '../core/access/actor.js';
import type { Core } from '../core/core.js';
import { rows } from '../core/read/sql.js';
import { perform } from '../core/write/perform.js';
import { createUser } from './create-user.js';

/**
 * Makes the first administrator when there is no user at all; of several processes that start at once, one does.
 * Returns the email and, where one was made, the password: the only time that it can be read.
 */
export async function makeFirstAdministrator(core: Core): Promise<{ email: string; password?: string } | null> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = core.config;
  if ((await rows(core, 'SELECT 1 FROM users LIMIT 1')).length > 0) return null;
  try {
    const { generated_password } = await perform(core, SYSTEM, createUser, {
      input: { email, full_name: 'Administrator', role: 'admin', ...(password && { password }) },
    });
    return generated_password ? { email, password: generated_password } : { email };
  } catch (error) {
    // Another process was faster.
    if ((await rows(core, 'SELECT 1 FROM users WHERE email = $1', [email])).length > 0) return null;
    throw error;
  }
}
