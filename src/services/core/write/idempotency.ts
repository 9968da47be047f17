import { createHash } from 'node:crypto';
import type { Core } from '../core.js';
import { DAY, MINUTE } from '../durations.js';
import { AppError } from '../errors.js';
import { rows } from '../read/sql.js';

/** How long an answer is given again. */
const KEPT_MS = DAY;

/** After this long, a call without an answer is taken for one whose process was killed. */
const ABANDONED_MS = MINUTE;

export interface Answer {
  status: number;
  body: unknown;
  /** Of the record, for ETag. */
  version: number | null;
}

interface Stored extends Omit<Answer, 'status'> {
  status: number | null;
  body_hash: string;
}

interface Identity {
  scope: string;
  key: string;
}

/**
 * Does the work once for an Idempotency-Key, and gives its answer again for 24 hours. Only successes are kept: after a
 * failure, the same call may be tried again.
 * @throws {AppError} IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS
 */
export async function once(
  core: Core,
  { text }: { text: string },
  identity: Identity | null,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (!identity) return work();
  const hash = createHash('sha256').update(text).digest('base64url');
  if (!(await claim(core, identity, hash))) return earlierAnswer(core, identity, hash);
  try {
    const answer = await work();
    if (answer.status >= 300) await release(core, identity);
    else await keep(core, identity, answer);
    return answer;
  } catch (error) {
    await release(core, identity);
    throw error;
  }
}

/** Forgets the answers that are too old to be given again. */
export async function forgetAnswers(core: Core): Promise<void> {
  const oldest = new Date(core.now().getTime() - KEPT_MS);
  await rows(core, 'DELETE FROM idempotency_keys WHERE created_at < $1', [oldest]);
}

/** Whether this call is the first with its key, or the first after that of a call that is over. */
async function claim(core: Core, { scope, key }: Identity, hash: string): Promise<boolean> {
  const now = core.now().getTime();
  const claimed = await rows(
    core,
    `INSERT INTO idempotency_keys AS earlier (scope, key, body_hash, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (scope, key) DO UPDATE SET body_hash = $3, status = NULL, body = NULL, version = NULL, created_at = $4
     WHERE earlier.created_at < $5 OR (earlier.status IS NULL AND earlier.created_at < $6)
     RETURNING 1`,
    [scope, key, hash, new Date(now), new Date(now - KEPT_MS), new Date(now - ABANDONED_MS)],
  );
  return claimed.length > 0;
}

async function earlierAnswer(core: Core, { scope, key }: Identity, hash: string): Promise<Answer> {
  const [stored] = await rows<Stored>(
    core,
    'SELECT status, body, version, body_hash FROM idempotency_keys WHERE scope = $1 AND key = $2',
    [scope, key],
  );
  if (stored && stored.body_hash !== hash) throw new AppError('IDEMPOTENCY_KEY_REUSED');
  if (!stored || stored.status === null) throw new AppError('IDEMPOTENCY_IN_PROGRESS', { retryAfter: 1 });
  return { status: stored.status, body: stored.body, version: stored.version };
}

const keep = (core: Core, { scope, key }: Identity, { status, body, version }: Answer): Promise<unknown[]> =>
  rows(core, 'UPDATE idempotency_keys SET status = $3, body = $4, version = $5 WHERE scope = $1 AND key = $2', [
    scope,
    key,
    status,
    JSON.stringify(body),
    version,
  ]);

const release = (core: Core, { scope, key }: Identity): Promise<unknown[]> =>
  rows(core, 'DELETE FROM idempotency_keys WHERE scope = $1 AND key = $2', [scope, key]);
