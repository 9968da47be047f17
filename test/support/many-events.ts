import { countEvents, insertDay } from '../../bench/lists/fill-events.js';
import { transact } from '../../src/services/core/connection.js';
import { DAY } from '../../src/services/core/durations.js';
import { clock } from './clock.js';
import { deps, sql } from './world.js';

/** So many events on each of the last days, such as the bench of lists has by the million: the same ones each time. */
export async function manyEvents({ days, aDay }: { days: number; aDay: number }): Promise<void> {
  const today = Math.floor(clock.now().getTime() / DAY) * DAY;
  await transact(deps, async (manager) => {
    for (let age = 0; age < days; age += 1) await insertDay(manager, today, { age, aDay });
  });
  await countEvents(deps.db);
  await sql('VACUUM ANALYZE events');
}

/** After tests that made rows by the thousand, so that the next does not wait until each is deleted. */
export async function noRows(): Promise<void> {
  await sql('TRUNCATE events, audit_entries, tasks, task_comments');
}
