import { z } from 'zod';
import type { Core } from '../core.js';
import { DAY } from '../durations.js';
import { job } from '../jobs.js';
import { forgetAnswers } from './idempotency.js';

/** Days that an ended session stays, so that a spent token that comes back is still recognised. */
const KEPT_DAYS = 30;

/** Removes what calls and sessions left behind long ago. Nobody's data changes, so it is not audited. */
export async function cleanUp(core: Core): Promise<void> {
  const { db, now } = core;
  const oldest = new Date(now().getTime() - KEPT_DAYS * DAY);
  await db.query('DELETE FROM sessions WHERE expires_at < $1 OR ended_at < $1', [oldest]);
  await db.query('DELETE FROM rate_limits WHERE expire < $1', [now().getTime()]);
  await forgetAnswers(core);
}

export const cleanUpJob = job({ name: 'clean-up', cron: '52 2 * * *', data: z.null(), work: cleanUp });
