import { z } from 'zod';
import { Session } from '../../entities/session.entity.js';
import type { Caller, UserActor } from '../core/access/actor.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { endSessions } from '../users/end-sessions.js';

export const logOutInput = z.strictObject({ all: z.boolean().optional() });

/** Ends the session of the call, or all sessions of its user. */
export function logOut(deps: Deps, caller: Caller<UserActor>, input: unknown): Promise<void> {
  return perform(deps, caller, {
    permission: 'own_account:manage',
    action: 'auth.logout',
    entity: 'user',
    schema: logOutInput,
    input,
    work: async (ctx, { all = false }) => {
      if (all) await endSessions(ctx.manager, ctx.actor.id, ctx.now);
      else if (ctx.actor.session_id && caller.via === 'api') {
        await ctx.manager.update(Session, { id: ctx.actor.session_id }, { ended_at: ctx.now });
      }
      ctx.audit({ entity_id: ctx.actor.id, before: null, after: { all } });
    },
  });
}
