import { requireUser } from '../core/access/actor.js';
import { guarded } from '../core/access/guarded.js';
import { getter, readOne } from '../core/read/source.js';
import { USERS, type UserRecord } from './user-record.js';

/** One user. */
export const getUser = getter<UserRecord>({ permission: 'users:read', action: 'user.read', entity: 'user' }, USERS);

/** One's own user. */
export const getOwnUser = guarded({
  permission: 'own_account:read',
  action: 'user.read',
  entity: 'user',
  work: (core, { actor }) => readOne<UserRecord>(core, USERS, requireUser(actor).id),
});
