import { RefreshToken } from '../../entities/refresh-token.entity.js';
import { Session } from '../../entities/session.entity.js';
import type { User } from '../../entities/user.entity.js';
import type { RequestInfo } from '../core/access/actor.js';
import type { Context } from '../core/write/context.js';
import { ACCESS_TOKEN_SECONDS, hashSecret, newSecret, signAccessToken } from './tokens.js';

const HOUR = 3_600_000;
const REFRESHABLE_MS = 24 * HOUR;
const REMEMBERED_MS = 30 * 24 * HOUR;

export interface Tokens {
  access_token: string;
  refresh_token: string;
  token_type: 'Bearer';
  /** Seconds. */
  expires_in: number;
}

/** A new API session of the user, with its first tokens. */
export async function openSession(
  ctx: Context,
  user: User,
  request: RequestInfo,
  remember_me: boolean,
): Promise<Tokens> {
  const session = ctx.manager.create(Session, {
    id: ctx.newId(),
    user_id: user.id,
    ip: request.ip,
    user_agent: request.user_agent,
    remember_me,
    created_at: ctx.now,
    last_seen_at: ctx.now,
    expires_at: expiry(ctx.now, remember_me),
    ended_at: null,
  });
  await ctx.manager.insert(Session, session);
  return handOutTokens(ctx, session);
}

/** The session's next pair of tokens. */
export async function handOutTokens(ctx: Context, { id, user_id }: Session): Promise<Tokens> {
  const refresh_token = newSecret();
  await ctx.manager.insert(RefreshToken, {
    hash: hashSecret(refresh_token),
    session_id: id,
    created_at: ctx.now,
    spent_at: null,
  });
  return {
    access_token: signAccessToken(ctx.core.config.JWT_SECRET, { sub: user_id, sid: id }, ctx.now),
    refresh_token,
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_SECONDS,
  };
}

/** When a session ends that is not refreshed before. */
export const expiry = (now: Date, remember_me: boolean): Date =>
  new Date(now.getTime() + (remember_me ? REMEMBERED_MS : REFRESHABLE_MS));
