import type { z } from 'zod';
import { ROLES, type Role } from '../../entities/user.entity.js';
import { guarded } from '../core/access/guarded.js';
import type { Core } from '../core/core.js';
import { DAY } from '../core/durations.js';
import { rows } from '../core/read/sql.js';
import { datesQuery } from './dashboard.schema.js';
import type { userCounts, userFigures } from './figures.schema.js';
import { createdWithin, type Dates, timesOf } from './range.js';
import { sum } from './sum.js';

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
export const usersStats = guarded({
  permission: 'user_stats:read',
  action: 'dashboard.users_stats',
  entity: 'dashboard',
  query: datesQuery,
  work: async (core, _caller, dates): Promise<z.infer<typeof userFigures>> => {
    const groups = await readGroups(core, dates);
    return { ...countsOf(groups), logged_in_last_24h: sum(groups.map(({ recent }) => recent)) };
  },
});

/**
 * The same for every role, and without who logged in.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED
 */
export const countUsers = guarded({
  permission: 'dashboards:read',
  action: 'dashboard.user_counts',
  entity: 'dashboard',
  work: async (core, _caller, dates: Dates) => countsOf(await readGroups(core, dates)),
});

async function readGroups(core: Core, dates: Dates): Promise<Group[]> {
  return rows<Group>(
    core,
    `SELECT u.role, count(*)::int AS total, (count(*) FILTER (WHERE u.is_active))::int AS active,
       (count(*) FILTER (WHERE u.last_login > $1))::int AS recent
     FROM users u WHERE u.deleted_at IS NULL AND ${createdWithin('u', '$2', '$3')} GROUP BY u.role`,
    [new Date(core.now().getTime() - DAY), ...timesOf(dates)],
  );
}

function countsOf(groups: Group[]): z.infer<typeof userCounts> {
  const count = (role: Role) => groups.find((group) => group.role === role)?.total ?? 0;
  return {
    total: sum(groups.map(({ total }) => total)),
    active: sum(groups.map(({ active }) => active)),
    by_role: Object.fromEntries(ROLES.map((role) => [role, count(role)])) as Record<Role, number>,
  };
}
