import { z } from 'zod';
import { RefreshToken } from '../../entities/refresh-token.entity.js';
import { Session } from '../../entities/session.entity.js';
import { isActiveUser } from '../core/access/active-user.js';
import { AppError } from '../core/errors.js';
import { rows } from '../core/read/sql.js';
import { type Context, Refusal } from '../core/write/context.js';
import { operation } from '../core/write/operation.js';
import { expiryOf, handOutTokens, type Tokens, tokensOf } from './open-session.js';
import { hashSecret, successorsOf } from './tokens.js';

const refreshInput = z.strictObject({ refresh_token: z.string().min(1).max(1000) });

/** Milliseconds in which a spent token still gets its successor: two tabs may refresh at once. */
const GRACE_MS = 30_000;

/** A token that was handed out, with its session while that is live. */
interface HandedOut
  extends Pick<RefreshToken, 'hash' | 'session_id' | 'spent_at'>,
    Pick<Session, 'remember_me' | 'created_at'> {
  user_id: string;
  is_live: boolean;
}

/**
 * Spends a refresh token for the next pair. One that was spent more than 30 seconds before ends its whole session:
 * somebody copied it. With REFRESH_ROTATION=off the token stays, and is good until its session ends.
 * @throws {AppError} INVALID_REFRESH_TOKEN
 */
export const refreshSession = operation({
  permission: 'auth:login',
  action: 'auth.refresh',
  entity: 'session',
  limit: 'login',
  input: refreshInput,
  work: async (ctx, { input: { refresh_token } }): Promise<Tokens | Refusal> => {
    const token = await findToken(ctx, refresh_token);
    ctx.audit({ entity_id: token?.session_id ?? null, before: null, after: null });
    if (!token?.is_live) return refused();
    const session = { id: token.session_id, user_id: token.user_id };
    const successors = successorsOf(ctx.core.config, refresh_token);
    if (token.spent_at === null) {
      await prolong(ctx, token);
      if (ctx.core.config.REFRESH_ROTATION === 'off') return tokensOf(ctx, session, refresh_token);
      await ctx.manager.update(RefreshToken, { hash: token.hash }, { spent_at: ctx.now });
      return handOutTokens(ctx, session, successors[0]);
    }
    if (ctx.now.getTime() - token.spent_at.getTime() <= GRACE_MS) {
      return tokensOf(ctx, session, await findHandedOut(ctx, successors));
    }
    await ctx.manager.update(Session, { id: session.id }, { ended_at: ctx.now });
    return refused();
  },
});

const refused = (): Refusal => new Refusal(new AppError('INVALID_REFRESH_TOKEN'));

/** Locked, so that of two that come at once the second sees that it is spent. */
async function findToken(ctx: Context, refreshToken: string): Promise<HandedOut | undefined> {
  const [token] = await rows<HandedOut>(
    ctx,
    `SELECT t.hash, t.session_id, t.spent_at, s.remember_me, s.created_at, s.user_id,
       s.ended_at IS NULL AND s.expires_at > $2 AND ${isActiveUser('u')} AS is_live
     FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id JOIN users u ON u.id = s.user_id
     WHERE t.hash = $1 FOR UPDATE OF t`,
    [hashSecret(refreshToken), ctx.now],
  );
  return token;
}

/** Of the tokens that may have followed, the one that did: with an old JWT_SECRET, that depends on who was asked. */
async function findHandedOut(ctx: Context, successors: [string, ...string[]]): Promise<string> {
  const [newest, ...older] = successors;
  if (older.length === 0) return newest;
  const stored = await rows<{ hash: string }>(ctx, 'SELECT hash FROM refresh_tokens WHERE hash = ANY($1)', [
    successors.map(hashSecret),
  ]);
  return successors.find((token) => stored.some(({ hash }) => hash === hashSecret(token))) ?? newest;
}

const prolong = (ctx: Context, { session_id, ...session }: HandedOut) =>
  ctx.manager.update(
    Session,
    { id: session_id },
    { last_seen_at: ctx.now, expires_at: expiryOf({ kind: 'api', ...session }, ctx.now) },
  );
