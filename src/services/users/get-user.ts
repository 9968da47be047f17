import { getter } from '../core/read/source.js';
import { USERS, type UserRecord } from './user-record.js';

/** One user. */
export const getUser = getter<UserRecord>('users:read', USERS);
