import { z } from 'zod';
import { Session } from '../../entities/session.entity.js';
import { requireUser } from '../core/access/actor.js';
import { operation } from '../core/write/operation.js';
import { endSessions } from '../users/end-sessions.js';

const logOutInput = z.strictObject({ all: z.boolean().optional() });

/** Ends the session of the call, or all sessions of its user. */
export const logOut = operation({
  permission: 'own_account:manage',
  action: 'auth.logout',
  entity: 'user',
  input: logOutInput,
  work: async (ctx, { input: { all = false } }) => {
    const { id, session_id } = requireUser(ctx.actor);
    if (all) await endSessions(ctx, id);
    else if (session_id) await ctx.manager.update(Session, { id: session_id }, { ended_at: ctx.now });
    ctx.audit({ entity_id: id, before: null, after: { all } });
  },
});
