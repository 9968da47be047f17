import { z } from 'zod';
import { RefreshToken } from '../../entities/refresh-token.entity.js';
import { Session, type SessionKind } from '../../entities/session.entity.js';
import { DAY, HOUR } from '../core/durations.js';
import type { Context } from '../core/write/context.js';
import { ACCESS_TOKEN_SECONDS, hashSecret, signAccessToken } from './tokens.js';

interface Life {
  /** Milliseconds without a request, or without a refresh, after which a session ends. */
  idle: number;
  /** Milliseconds after which it ends, used or not. */
  longest: number;
}

const CONSOLE: Life = { idle: 12 * HOUR, longest: 7 * DAY };
const API: Life = { idle: DAY, longest: 30 * DAY };
const REMEMBERED: Life = { idle: 30 * DAY, longest: 90 * DAY };

export const LONGEST_CONSOLE_SESSION_MS = CONSOLE.longest;

/** What a login to the API hands out. */
export const tokens = z
  .object({
    access_token: z.string(),
    refresh_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('Seconds.'),
  })
  .meta({ id: 'Tokens' });

export type Tokens = z.infer<typeof tokens>;

interface Login {
  user_id: string;
  kind: SessionKind;
  remember_me?: boolean;
}

/** A new session, of API or console. */
export async function openSession(ctx: Context, { user_id, kind, remember_me = false }: Login): Promise<Session> {
  const session: Session = {
    id: ctx.newId(),
    user_id,
    kind,
    ip: ctx.caller.request.ip,
    user_agent: ctx.caller.request.user_agent,
    remember_me,
    created_at: ctx.now,
    last_seen_at: ctx.now,
    expires_at: expiryOf({ kind, remember_me, created_at: ctx.now }, ctx.now),
    ended_at: null,
  };
  await ctx.manager.insert(Session, session);
  return session;
}

/** Notes a refresh token that is handed out, with an access token for its session. */
export async function handOutTokens(
  ctx: Context,
  session: Pick<Session, 'id' | 'user_id'>,
  refresh_token: string,
): Promise<Tokens> {
  await ctx.manager.insert(RefreshToken, {
    hash: hashSecret(refresh_token),
    session_id: session.id,
    created_at: ctx.now,
    spent_at: null,
  });
  return tokensOf(ctx, session, refresh_token);
}

export const tokensOf = (
  { core, now }: Context,
  { id, user_id }: Pick<Session, 'id' | 'user_id'>,
  refresh_token: string,
): Tokens => ({
  access_token: signAccessToken(core.config, { sub: user_id, sid: id }, now),
  refresh_token,
  token_type: 'Bearer',
  expires_in: ACCESS_TOKEN_SECONDS,
});

/** When a session ends that is not used again after `now`. */
export function expiryOf(
  { kind, remember_me, created_at }: Pick<Session, 'kind' | 'remember_me' | 'created_at'>,
  now: Date,
): Date {
  const { idle, longest } = kind === 'console' ? CONSOLE : remember_me ? REMEMBERED : API;
  return new Date(Math.min(now.getTime() + idle, created_at.getTime() + longest));
}
