import { createHash } from 'node:crypto';
import type { Core } from '../core.js';
import { DAY, MINUTE } from '../durations.js';
import { AppError } from '../errors.js';
import { type On, rows } from '../read/sql.js';

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

/** Keeps the answer to be given again: in a transaction, exactly when what it tells of is there. */
export type Keep = (on: On, answer: Answer) => Promise<void>;

interface Identity {
  scope: string;
  key: string;
}

/**
 * Does the work once for an Idempotency-Key, and gives its answer again for 24 hours. Only successes are kept: after a
 * failure, the same call may be tried again. Work that commits while its connection breaks has failed and is there all
 * the same, so work that is handed `keep` and changes something keeps the answer with the change.
 * @throws {AppError} IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS, DATABASE_UNAVAILABLE
 */
export async function once(
  core: Core,
  { text }: { text: string },
  identity: Identity | null,
  work: (keep?: Keep) => Promise<Answer>,
): Promise<Answer> {
  if (!identity) return work();
  const hash = createHash('sha256').update(text).digest('base64url');
  if (!(await claim(core, identity, hash))) return earlierAnswer(core, identity, hash);
  // How the work ended is known by now, whatever becomes of this.
  const settle = (settling: Promise<unknown>) =>
    settling.catch((err) => core.log.warn({ err }, 'an Idempotency-Key counts as under way for a minute'));
  let isKept = false;
  try {
    const answer = await work(async (on, kept) => {
      await keep(on, identity, kept);
      isKept = true;
    });
    if (answer.status >= 300) await settle(release(core, identity));
    else if (!isKept) await settle(keep(core, identity, answer));
    return answer;
  } catch (error) {
    await settle(release(core, identity));
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

/** Of two calls that took each other for abandoned, one keeps its answer: the other may not do its work. */
async function keep(on: On, { scope, key }: Identity, { status, body, version }: Answer): Promise<void> {
  const kept = await rows(
    on,
    `UPDATE idempotency_keys SET status = $3, body = $4, version = $5
     WHERE scope = $1 AND key = $2 AND status IS NULL RETURNING 1`,
    [scope, key, status, JSON.stringify(body), version],
  );
  if (kept.length === 0) throw new AppError('IDEMPOTENCY_IN_PROGRESS', { retryAfter: 1 });
}

/** Waits for a commit that is still under way, and then leaves an answer that was kept. */
const release = (core: Core, { scope, key }: Identity): Promise<unknown[]> =>
  rows(core, 'DELETE FROM idempotency_keys WHERE scope = $1 AND key = $2 AND status IS NULL', [scope, key]);
