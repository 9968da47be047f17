import type { Scope } from '../../../entities/api-key.entity.js';
import type { Role } from '../../../entities/user.entity.js';
import { AppError } from '../errors.js';
import type { Actor } from './actor.js';

/** How far a permission reaches: every record, or only those that belong to the actor. */
type Reach = 'any' | 'own';
type Grants = Partial<Record<Role, Reach>>;

const ADMIN: Grants = { admin: 'any' };
const MANAGERS: Grants = { admin: 'any', manager: 'any' };
const WORKERS: Grants = { admin: 'any', manager: 'any', user: 'any' };
const EVERYONE: Grants = { admin: 'any', manager: 'any', user: 'any', viewer: 'any' };

/** Who may do what: the one table. What it does not grant is denied. */
export const PERMISSIONS = {
  'auth:login': {},
  'own_account:read': EVERYONE,
  'own_account:manage': EVERYONE,
  'events:read': EVERYONE,
  'events:annotate': WORKERS,
  'events:delete': MANAGERS,
  'events:ingest': {},
  'tasks:read': EVERYONE,
  'tasks:create': WORKERS,
  'tasks:comment': WORKERS,
  'tasks:update': { ...MANAGERS, user: 'own' },
  'tasks:delete': ADMIN,
  'users:list': MANAGERS,
  'users:read': { ...MANAGERS, user: 'own', viewer: 'own' },
  'users:update': { admin: 'any', manager: 'own', user: 'own', viewer: 'own' },
  'users:manage': ADMIN,
  'aws_accounts:read': MANAGERS,
  'aws_accounts:test': MANAGERS,
  'aws_accounts:write': ADMIN,
  'monitoring:read': EVERYONE,
  'monitoring:write': ADMIN,
  'dashboards:read': EVERYONE,
  'user_stats:read': ADMIN,
  'audit:read': ADMIN,
  'api_keys:manage': ADMIN,
  'jobs:manage': ADMIN,
  'secrets:reseal': {},
} as const satisfies Record<string, Grants>;

export type Permission = keyof typeof PERMISSIONS;

/** The scopes that a key needs, all of them, for what it is to do. What is not here no key may do. */
const KEY_SCOPES: Partial<Record<Permission, readonly Scope[]>> = {
  'events:ingest': ['events:write'],
  'events:read': ['events:read'],
  'tasks:read': ['tasks:read'],
  'tasks:create': ['tasks:write'],
  // Its answer is the whole task, also where nothing is changed.
  'tasks:update': ['tasks:write', 'tasks:read'],
};

/** What ownership looks at: a user's id is its own, a task belongs to whom it is assigned to and who made it. */
export interface Owned {
  id?: string;
  assigned_user_id?: string | null;
  created_by?: string | null;
}

/**
 * Whether the actor may do it, to this record where one is given. Without a record the answer is
 * the coarse one: whether the actor may do it to some record.
 */
export function can(actor: Actor, permission: Permission, record?: Owned): boolean {
  if (actor.type === 'system') return true;
  if (actor.type === 'anonymous') return permission === 'auth:login';
  if (actor.type === 'key') return KEY_SCOPES[permission]?.every((scope) => actor.scopes.includes(scope)) ?? false;
  const grants: Grants = PERMISSIONS[permission];
  const reach = grants[actor.role];
  if (reach === undefined) return false;
  return reach === 'any' || record === undefined || owns(actor.id, record);
}

/**
 * Lets the actor pass or throws. Who must change the password first may do nothing else.
 * @throws {AppError} FORBIDDEN, PASSWORD_CHANGE_REQUIRED
 */
export function authorise(actor: Actor, permission: Permission, record?: Owned): void {
  if (actor.type === 'user' && actor.must_change_password && permission !== 'own_account:manage') {
    throw new AppError('PASSWORD_CHANGE_REQUIRED');
  }
  if (!can(actor, permission, record)) throw new AppError('FORBIDDEN');
}

/** The names of what a role may do, to some record at least. */
export function permissionsOf(role: Role): Permission[] {
  const names = Object.keys(PERMISSIONS) as Permission[];
  return names.filter((name) => role in PERMISSIONS[name]);
}

function owns(actorId: string, { id, assigned_user_id, created_by }: Owned): boolean {
  return [id, assigned_user_id, created_by].includes(actorId);
}
