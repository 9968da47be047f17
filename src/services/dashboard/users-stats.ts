import { ROLES, type Role } from '../../entities/user.entity.js';
import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import { rows } from '../core/read/sql.js';
import type { Deps } from '../deps.js';
import { createdWithin, type Dates, timesOf } from './range.js';
import { sum } from './sum.js';

const DAY = 86_400_000;

export interface UserCounts {
  total: number;
  active: number;
  by_role: Record<Role, number>;
}

interface Group {
  role: Role;
  total: number;
  active: number;
  recent: number;
}

/**
 * Users in figures, for administrators: all, or those that were made between the dates.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED
 */
export async function usersStats(
  deps: Deps,
  caller: Caller,
  dates: Dates,
): Promise<UserCounts & { logged_in_last_24h: number }> {
  authorise(caller.actor, 'user_stats:read');
  const groups = await readGroups(deps, dates);
  return { ...countsOf(groups), logged_in_last_24h: sum(groups.map(({ recent }) => recent)) };
}

/**
 * The same for every role, and without who logged in.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED
 */
export async function userCounts(deps: Deps, caller: Caller, dates: Dates): Promise<UserCounts> {
  authorise(caller.actor, 'dashboards:read');
  return countsOf(await readGroups(deps, dates));
}

async function readGroups(deps: Deps, dates: Dates): Promise<Group[]> {
  return rows<Group>(
    deps,
    `SELECT u.role, count(*)::int AS total, (count(*) FILTER (WHERE u.is_active))::int AS active,
       (count(*) FILTER (WHERE u.last_login > $1))::int AS recent
     FROM users u WHERE u.deleted_at IS NULL AND ${createdWithin('u', '$2', '$3')} GROUP BY u.role`,
    [new Date(deps.now().getTime() - DAY), ...timesOf(dates)],
  );
}

function countsOf(groups: Group[]): UserCounts {
  const count = (role: Role) => groups.find((group) => group.role === role)?.total ?? 0;
  return {
    total: sum(groups.map(({ total }) => total)),
    active: sum(groups.map(({ active }) => active)),
    by_role: Object.fromEntries(ROLES.map((role) => [role, count(role)])) as Record<Role, number>,
  };
}
