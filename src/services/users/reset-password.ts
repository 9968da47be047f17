import { z } from 'zod';
import { User } from '../../entities/user.entity.js';
import type { Caller } from '../core/access/actor.js';
import { lock } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { endSessions } from './end-sessions.js';
import { generatePassword, hashPassword } from './password.js';

/**
 * Gives a user a new password that comes back this once and must be changed at the next login. Ends their sessions.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export function resetPassword(deps: Deps, caller: Caller, userId: string) {
  return perform(deps, caller, {
    permission: 'users:manage',
    action: 'user.reset_password',
    entity: 'user',
    id: userId,
    schema: z.void(),
    input: undefined,
    load: (ctx) => lock(ctx, User, userId),
    work: async (ctx, _input, user) => {
      const before = { ...user };
      const generated_password = generatePassword();
      user.password_hash = await hashPassword(generated_password);
      Object.assign(user, { must_change_password: true, updated_at: ctx.now });
      await ctx.manager.save(User, user);
      await endSessions(ctx.manager, user.id, ctx.now);
      ctx.audit({ entity_id: user.id, before, after: user });
      return { user, generated_password };
    },
  });
}
