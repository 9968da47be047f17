import { z } from 'zod';
import { User } from '../../entities/user.entity.js';
import type { Caller } from '../core/access/actor.js';
import { AppError } from '../core/errors.js';
import { lock } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { endSessions } from './end-sessions.js';
import { requireAnotherAdmin } from './last-admin.js';

/**
 * Deletes a user softly: tasks and comments keep the name, the email is free again.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, OWN_ACCOUNT, LAST_ADMIN
 */
export function deleteUser(deps: Deps, caller: Caller, userId: string, ifVersion?: number): Promise<void> {
  return perform(deps, caller, {
    permission: 'users:manage',
    action: 'user.delete',
    entity: 'user',
    id: userId,
    schema: z.void(),
    input: undefined,
    ifVersion,
    load: (ctx) => lock(ctx, User, userId),
    work: async (ctx, _input, user) => {
      if (ctx.actor.type === 'user' && ctx.actor.id === user.id) throw new AppError('OWN_ACCOUNT');
      await requireAnotherAdmin(ctx, user);
      ctx.audit({ entity_id: user.id, before: user, after: null });
      await ctx.manager.update(User, { id: user.id }, { deleted_at: ctx.now, updated_at: ctx.now });
      await endSessions(ctx.manager, user.id, ctx.now);
    },
  });
}
