import { v7 as uuidv7 } from 'uuid';
import { SECRET_KEYS } from '../../src/services/aws-accounts/aws-account-record.js';
import { type SealingKeys, seal } from '../../src/services/core/seal.js';

type Query = (text: string, values: unknown[]) => Promise<unknown>;

/** What the secret key of each of them is. */
export const SEALED_SECRET = 'a-secret-that-never-comes-out';

/** AWS accounts whose secret keys are sealed, by their ids in order. One by one through the services would take long. */
export async function sealedAccounts(query: Query, keys: SealingKeys, count: number, name = 'Many'): Promise<string[]> {
  const accounts = Array.from({ length: count }, () => {
    const id = uuidv7();
    return { id, account_id: id, sealed: seal(keys, SECRET_KEYS.purposeOf(id), SEALED_SECRET) };
  });
  await query(
    `INSERT INTO aws_accounts (id, account_id, account_name, region, access_key_id, secret_access_key_sealed, status,
       is_active, created_at, updated_at, version)
     SELECT id, account_id, $2, 'eu-west-1', 'AKIAIOSFODNN7EXAMPLE', sealed, 'active', true, now(), now(), 1
     FROM json_to_recordset($1) AS made (id uuid, account_id text, sealed text)`,
    [JSON.stringify(accounts), name],
  );
  return accounts.map(({ id }) => id);
}
