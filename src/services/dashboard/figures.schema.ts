import { z } from 'zod';
import { TASK_PRIORITIES, TASK_STATUSES } from '../../entities/task.entity.js';
import { ROLES } from '../../entities/user.entity.js';
import { SEVERITIES } from '../events/severity.js';

const count = z.int();
const commonest = z.record(z.string(), count).describe('The 50 commonest.');
const others = count.describe('The events of all others, and of what is not counted by its name.');

/** How many events there are, of each severity. */
export const severityCounts = z.object({ count, by_severity: z.record(z.enum(SEVERITIES), count) });

export const eventSums = z.object({
  total: count,
  by_severity: severityCounts.shape.by_severity,
  by_source: commonest,
  by_source_other: others,
  by_account: commonest,
  by_account_other: others,
  by_region: commonest,
  by_region_other: others,
});

export const taskFigures = z
  .object({
    total: count,
    by_status: z.record(z.enum(TASK_STATUSES), count),
    by_priority: z.record(z.enum(TASK_PRIORITIES), count),
    my_tasks: count.describe('Assigned to the caller and not closed.'),
    overdue: count,
    completion_rate: z.number().describe('Closed tasks of all, in percent with one decimal.'),
    mean_hours_to_close: z.number().nullable(),
  })
  .meta({ id: 'TasksStats' });

export const userCounts = z.object({ total: count, active: count, by_role: z.record(z.enum(ROLES), count) });

export const userFigures = userCounts.extend({ logged_in_last_24h: count }).meta({ id: 'UsersStats' });
