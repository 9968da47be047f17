import { User } from '../../entities/user.entity.js';
import type { Caller } from '../core/access/actor.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { checkPassword, generatePassword, hashPassword } from './password.js';
import { createUserInput } from './user.schema.js';

/**
 * Makes a user. Without a password one is made, which comes back this once and must be changed at first login.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED, EMAIL_TAKEN
 */
export function createUser(deps: Deps, caller: Caller, input: unknown) {
  return perform(deps, caller, {
    permission: 'users:manage',
    action: 'user.create',
    entity: 'user',
    schema: createUserInput,
    input,
    work: async (ctx, { password, responsible_province = null, ...fields }) => {
      if (password !== undefined) await checkPassword(password, fields);
      const generated = password === undefined ? generatePassword() : undefined;
      const user: User = ctx.manager.create(User, {
        id: ctx.newId(),
        ...fields,
        responsible_province,
        password_hash: await hashPassword(password ?? (generated as string)),
        is_active: true,
        must_change_password: generated !== undefined,
        last_login: null,
        created_at: ctx.now,
        updated_at: ctx.now,
        deleted_at: null,
        version: 1,
      });
      await ctx.manager.insert(User, user);
      ctx.audit({ entity_id: user.id, before: null, after: user });
      return { user, generated_password: generated };
    },
  });
}
