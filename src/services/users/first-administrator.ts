import { ConfigError } from '../../config.js';
import { SYSTEM } from '../core/access/actor.js';
import type { Core } from '../core/core.js';
import { AppError } from '../core/errors.js';
import { rows } from '../core/read/sql.js';
import { perform } from '../core/write/perform.js';
import { createUser } from './create-user.js';

/**
 * Makes the first administrator when there is no user at all; of several processes that start at once, one does.
 * Returns the email and, where one was made, the password: the only time that it can be read.
 * @throws {ConfigError} naming ADMIN_EMAIL or ADMIN_PASSWORD, which no user may have
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
    throw error instanceof AppError && error.code === 'VALIDATION_FAILED' ? asConfigError(error) : error;
  }
}

const asConfigError = ({ details = {} }: AppError): ConfigError =>
  new ConfigError(Object.entries(details).map(([field, problem]) => `ADMIN_${field.toUpperCase()}: ${problem}`));
