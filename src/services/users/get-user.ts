import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import { AppError } from '../core/errors.js';
import { requireId } from '../core/input/shapes.js';
import { rows } from '../core/read/sql.js';
import type { Deps } from '../deps.js';
import { USER_COLUMNS, type UserRecord } from './user-record.js';

/**
 * One user. Who may not read it learns nothing about whether it is there.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export async function getUser(deps: Deps, caller: Caller, id: string): Promise<UserRecord> {
  authorise(caller.actor, 'users:read', { id });
  const [user] = await rows<UserRecord>(
    deps,
    `SELECT ${USER_COLUMNS} FROM users u WHERE u.id = $1 AND u.deleted_at IS NULL`,
    [requireId(id)],
  );
  if (!user) throw new AppError('NOT_FOUND');
  return user;
}
