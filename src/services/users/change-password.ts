import { z } from 'zod';
import { User } from '../../entities/user.entity.js';
import type { Caller, UserActor } from '../core/access/actor.js';
import { invalid } from '../core/errors.js';
import { lock, Refusal } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { endSessions } from './end-sessions.js';
import { checkPassword, hashPassword, passwordMatches } from './password.js';
import { newPassword } from './user.schema.js';

export const changePasswordInput = z.strictObject({
  current_password: z.string().max(1000),
  new_password: newPassword,
});

/**
 * Changes one's own password; one's other sessions end.
 * @throws {AppError} VALIDATION_FAILED naming current_password or new_password
 */
export function changePassword(deps: Deps, caller: Caller<UserActor>, input: unknown): Promise<void> {
  return perform(deps, caller, {
    permission: 'own_account:manage',
    action: 'user.change_password',
    entity: 'user',
    id: caller.actor.id,
    schema: changePasswordInput,
    input,
    load: (ctx) => lock(ctx, User, ctx.actor.id),
    work: async (ctx, { current_password, new_password }, user) => {
      const { password_hash } = await ctx.manager.findOneOrFail(User, {
        where: { id: user.id },
        select: { id: true, password_hash: true },
      });
      if (!(await passwordMatches(current_password, password_hash))) {
        ctx.audit({ entity_id: user.id, before: null, after: null });
        return new Refusal(invalid({ current_password: 'is wrong' }));
      }
      if (new_password === current_password) throw invalid({ new_password: 'must not be the current one' });
      await checkPassword(new_password, user, 'new_password');
      const before = { ...user };
      user.password_hash = await hashPassword(new_password);
      Object.assign(user, { must_change_password: false, updated_at: ctx.now });
      await ctx.manager.save(User, user);
      await endSessions(ctx.manager, user.id, ctx.now, ctx.actor.session_id);
      ctx.audit({ entity_id: user.id, before, after: user });
    },
  });
}
