import { v7 as uuidv7 } from 'uuid';
import type { Scope } from '../../src/entities/api-key.entity.js';
import { KEY_PREFIX } from '../../src/services/auth/identify.js';
import { hashSecret, newSecret } from '../../src/services/auth/tokens.js';
import type { Caller, KeyActor } from '../../src/services/core/access/actor.js';
import { clock } from './clock.js';
import { aUser } from './people.js';
import { sql } from './world.js';

export interface TestKey {
  id: string;
  name: string;
  scopes: Scope[];
  accounts: string[] | null;
  /** The key itself. */
  token: string;
}

type KeyFields = Partial<Pick<TestKey, 'name' | 'scopes' | 'accounts'>> & {
  created_by?: string;
  expires_at?: Date | null;
  revoked_at?: Date | null;
};

/** An API key; one for ingest unless said otherwise. */
export async function anApiKey(fields: KeyFields = {}): Promise<TestKey> {
  const {
    name = 'collector',
    scopes = ['events:write'],
    accounts = null,
    expires_at = null,
    revoked_at = null,
  } = fields;
  const token = `${KEY_PREFIX}${newSecret()}`;
  const id = uuidv7();
  const created_by = fields.created_by ?? (await aUser({ role: 'admin' })).id;
  await sql(
    `INSERT INTO api_keys (id, name, prefix, hash, scopes, accounts, created_by, created_at, expires_at, revoked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      name,
      token.slice(0, 12),
      hashSecret(token),
      scopes,
      accounts,
      created_by,
      clock.now(),
      expires_at,
      revoked_at,
    ],
  );
  return { id, name, scopes, accounts, token };
}

/** The key as a caller of services. */
export const keyCaller = ({ id, name, scopes, accounts }: TestKey): Caller<KeyActor> => ({
  actor: { type: 'key', id, name, scopes, accounts },
  via: 'api',
  request: { id: null, ip: null, user_agent: null },
});
