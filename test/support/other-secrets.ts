import type { Config } from '../../src/config.js';
import { config } from './world.js';

/** The secrets of an installation, with those before them. */
type Secrets = Pick<
  Config,
  'SECRETS_KEY' | 'SECRETS_KEYS_OLD' | 'JWT_SECRET' | 'JWT_SECRETS_OLD' | 'SESSION_SECRET' | 'SESSION_SECRETS_OLD'
>;

/** Does the work as if the app had been started with other secrets. */
export async function withSecrets<T>(secrets: Partial<Secrets>, work: () => Promise<T>): Promise<T> {
  const before = { ...config };
  Object.assign(config, secrets);
  try {
    return await work();
  } finally {
    Object.assign(config, before);
  }
}
