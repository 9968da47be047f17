import { z } from 'zod';
import { User } from '../../entities/user.entity.js';
import { requireUser } from '../core/access/actor.js';
import { invalid } from '../core/errors.js';
import { secret } from '../core/input/shapes.js';
import { rows } from '../core/read/sql.js';
import { Refusal } from '../core/write/context.js';
import { operation } from '../core/write/operation.js';
import { lock, update } from '../core/write/records.js';
import { endSessions } from './end-sessions.js';
import { checkPassword, hashPassword, passwordMatches } from './password.js';
import { givenPassword, newPassword } from './user.schema.js';

const changePasswordInput = z.strictObject({
  current_password: secret(givenPassword),
  new_password: secret(newPassword),
});

/**
 * Changes one's own password; one's other sessions end.
 * @throws {AppError} VALIDATION_FAILED naming current_password or new_password, RATE_LIMITED
 */
export const changePassword = operation({
  permission: 'own_account:manage',
  action: 'user.change_password',
  entity: 'user',
  limit: 'login',
  input: changePasswordInput,
  prepare: async (core, { input: { current_password, new_password }, caller }) => {
    const [user] = await rows<Pick<User, 'email' | 'full_name' | 'password_hash'>>(
      core,
      'SELECT email, full_name, password_hash FROM users WHERE id = $1',
      [requireUser(caller.actor).id],
    );
    if (!user || !(await passwordMatches({ core, caller }, current_password, user.password_hash))) return null;
    if (new_password === current_password) throw invalid({ new_password: 'must not be the current one' });
    await checkPassword({ core, caller }, new_password, user, 'new_password');
    return { old_hash: user.password_hash, new_hash: await hashPassword({ core, caller }, new_password) };
  },
  load: (ctx) => lock(ctx, User, requireUser(ctx.actor).id, { also: ['password_hash'] }),
  work: async (ctx, { record: user, prepared }) => {
    // It may have been changed while it was compared.
    if (prepared?.old_hash !== user.password_hash) {
      ctx.audit({ entity_id: user.id, before: null, after: null });
      return new Refusal(invalid({ current_password: 'is wrong' }));
    }
    await update(ctx, User, user, { password_hash: prepared.new_hash, must_change_password: false });
    await endSessions(ctx, user.id, requireUser(ctx.actor).session_id);
  },
});
