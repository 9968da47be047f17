import type { Session } from '../../entities/session.entity.js';
import { isActiveUser } from '../core/access/active-user.js';
import type { KeyActor, UserActor } from '../core/access/actor.js';
import type { Core } from '../core/core.js';
import { MINUTE } from '../core/durations.js';
import { rows } from '../core/read/sql.js';
import { expiryOf } from './open-session.js';
import { hashSecret, readAccessToken } from './tokens.js';

/** What every API key starts with. */
export const KEY_PREFIX = 'sbx_';

/** Seconds between two notes of a key's last use. */
const LAST_USED_STEP = 60;

/**
 * Who a bearer token stands for; null when it stands for nobody (any more). Read from the database on every call. An
 * access token must be valid at `called`, when the call came that it is for; its session, user or key must be so now.
 */
export function identify(core: Core, token: string, called: Date): Promise<UserActor | KeyActor | null> {
  return token.startsWith(KEY_PREFIX) ? identifyKey(core, token) : identifySession(core, token, called);
}

interface SessionRow extends Omit<UserActor, 'type' | 'session_id'>, Pick<Session, 'last_seen_at' | 'created_at'> {}

const SESSION = `SELECT u.id, u.email, u.role, u.must_change_password, s.last_seen_at, s.created_at
  FROM sessions s JOIN users u ON u.id = s.user_id
  WHERE s.id = $1 AND s.kind = $2 AND s.ended_at IS NULL AND s.expires_at > $3 AND ${isActiveUser('u')}`;

async function identifySession(core: Core, token: string, called: Date): Promise<UserActor | null> {
  const claims = readAccessToken(core.config, token, called);
  if (!claims) return null;
  const [row] = await rows<SessionRow>(core, SESSION, [claims.sid, 'api', core.now()]);
  if (row?.id !== claims.sub) return null;
  const { last_seen_at: _seen, created_at: _created, ...user } = row;
  return { type: 'user', ...user, session_id: claims.sid };
}

/** A key speaks for whoever made it: while they may not act, it may not either. */
async function identifyKey(core: Core, key: string): Promise<KeyActor | null> {
  const [row] = await rows<Omit<KeyActor, 'type'> & { last_used_at: Date | null }>(
    core,
    `SELECT k.id, k.name, k.scopes, k.accounts, k.last_used_at FROM api_keys k JOIN users u ON u.id = k.created_by
     WHERE k.hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2) AND ${isActiveUser('u')}`,
    [hashSecret(key), core.now()],
  );
  if (!row) return null;
  const { last_used_at, ...actor } = row;
  const age = core.now().getTime() - (last_used_at?.getTime() ?? 0);
  if (age > LAST_USED_STEP * 1000) {
    await rows(core, 'UPDATE api_keys SET last_used_at = $2 WHERE id = $1', [row.id, core.now()]);
  }
  return { type: 'key', ...actor };
}

/** Milliseconds between two notes of a console session's use. */
const SEEN_STEP_MS = MINUTE;

/** Who a console session belongs to, as they are now; null once it has ended. Its use puts off its end. */
export async function identifyConsole(core: Core, sessionId: string): Promise<UserActor | null> {
  const now = core.now();
  const [row] = await rows<SessionRow>(core, SESSION, [sessionId, 'console', now]);
  if (!row) return null;
  const { last_seen_at, created_at, ...user } = row;
  if (now.getTime() - last_seen_at.getTime() > SEEN_STEP_MS) {
    await rows(core, 'UPDATE sessions SET last_seen_at = $2, expires_at = $3 WHERE id = $1', [
      sessionId,
      now,
      expiryOf({ kind: 'console', remember_me: false, created_at }, now),
    ]);
  }
  return { type: 'user', ...user, session_id: sessionId };
}
