import { z } from 'zod';
import { RefreshToken } from '../../entities/refresh-token.entity.js';
import { Session } from '../../entities/session.entity.js';
import { User } from '../../entities/user.entity.js';
import type { AnonymousActor, Caller } from '../core/access/actor.js';
import { AppError } from '../core/errors.js';
import { type Context, Refusal } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { expiry, handOutTokens, type Tokens } from './open-session.js';
import { hashSecret } from './tokens.js';

export const refreshInput = z.strictObject({ refresh_token: z.string().min(1).max(1000) });

/**
 * Spends a refresh token for the next pair. One that was spent before ends its whole session: somebody copied it.
 * @throws {AppError} INVALID_REFRESH_TOKEN
 */
export function refreshSession(deps: Deps, caller: Caller<AnonymousActor>, input: unknown): Promise<Tokens> {
  return perform(deps, caller, {
    permission: 'auth:login',
    action: 'auth.refresh',
    entity: 'session',
    schema: refreshInput,
    input,
    work: async (ctx, { refresh_token }) => {
      const hash = hashSecret(refresh_token);
      const token = await ctx.manager.findOne(RefreshToken, { where: { hash }, lock: { mode: 'pessimistic_write' } });
      const session = token && (await findLiveSession(ctx, token.session_id));
      ctx.audit({ entity_id: token?.session_id ?? null, before: null, after: null });
      if (!session) return new Refusal(new AppError('INVALID_REFRESH_TOKEN'));
      if (token.spent_at !== null) {
        await ctx.manager.update(Session, { id: session.id }, { ended_at: ctx.now });
        return new Refusal(new AppError('INVALID_REFRESH_TOKEN'));
      }
      await ctx.manager.update(RefreshToken, { hash }, { spent_at: ctx.now });
      const expires_at = expiry(ctx.now, session.remember_me);
      await ctx.manager.update(Session, { id: session.id }, { last_seen_at: ctx.now, expires_at });
      return handOutTokens(ctx, session);
    },
  });
}

async function findLiveSession(ctx: Context, id: string): Promise<Session | null> {
  const session = await ctx.manager.findOneBy(Session, { id });
  if (!session || session.ended_at !== null || session.expires_at <= ctx.now) return null;
  const user = await ctx.manager.findOneBy(User, { id: session.user_id });
  return user?.is_active && user.deleted_at === null ? session : null;
}
