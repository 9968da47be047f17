import type { Pool } from 'pg';
import type { Transaction } from '../services/core/connection.js';
import { translateDatabaseError } from '../services/core/database-errors.js';
import { dataOf, type Jobs } from '../services/core/jobs.js';
import { idleBoss } from './boss.js';

/** Sends jobs, in every role. It holds no connection of its own and needs no start: migrating has made the queues. */
export function createSender(pool: Pool): Jobs {
  const boss = idleBoss(pool);
  return {
    send: async (job, data, { manager } = {}) => {
      const sending = boss.send(job.name, dataOf(job, data) as object, manager ? { db: transactionOf(manager) } : {});
      // Whoever began a transaction looks at what ended it.
      const id = await (manager ? sending : sending.catch(toKnown));
      if (id === null) throw new Error(`There is no queue for the job ${job.name}: is it in src/services/all-jobs.ts?`);
    },
  };
}

const toKnown = (error: unknown): never => {
  throw translateDatabaseError(error);
};

/** The connection of a transaction, as pg-boss wants it. */
const transactionOf = (manager: Transaction) => ({
  executeSql: async (text: string, values: unknown[]) => ({ rows: (await manager.query(text, values)) as object[] }),
});
