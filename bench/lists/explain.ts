import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Progress } from '../../scripts/progress.js';
import { parseQuery } from '../../src/api/query-string.js';
import { createDeps } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { createLogger } from '../../src/process/logger.js';
import { listAudit } from '../../src/services/audit/list-audit.js';
import { SYSTEM } from '../../src/services/core/access/actor.js';
import { type Database, poolOf } from '../../src/services/core/connection.js';
import type { Deps } from '../../src/services/deps.js';
import { listEvents } from '../../src/services/events/list-events.js';
import { listTasks } from '../../src/services/tasks/list-tasks.js';
import { listUsers } from '../../src/services/users/list-users.js';
import { explainSent, sentBy } from './plans.js';
import type { Query } from './queries.js';

/** The services behind the lists, asked by a query string. */
export const asks = {
  events: (deps: Deps, url: string) => listEvents(deps, SYSTEM, parseQuery(listEvents.query, url)),
  tasks: (deps: Deps, url: string) => listTasks(deps, SYSTEM, parseQuery(listTasks.query, url)),
  users: (deps: Deps, url: string) => listUsers(deps, SYSTEM, parseQuery(listUsers.query, url)),
  audit: (deps: Deps, url: string) => listAudit(deps, SYSTEM, parseQuery(listAudit.query, url)),
};

/** Writes a file for each query: the statements that it makes, and how the database goes about them. */
export async function explainAll(db: Database, queries: Query[], folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const config = loadConfig({}, () => ({ JWT_SECRET: '-', SESSION_SECRET: '-', SECRETS_KEY: '-' }));
  const deps = createDeps({ config, db, log: createLogger('silent') });
  const client = await poolOf(db).connect();
  const progress = new Progress('Plans', queries.length);
  for (const { name, path: pathOf } of queries) {
    const list = name.split(':')[0] as keyof typeof asks;
    const sent = await sentBy(() => asks[list](deps, pathOf(0)));
    const plans = await explainSent<string>(client, sent, 'TEXT');
    const file = `${name.replaceAll(/[^a-z0-9=-]+/gi, '_')}.txt`;
    writeFileSync(path.join(folder, file), `${pathOf(0)}\n\n${plans.join('\n\n')}\n`);
    progress.step();
  }
  client.release();
}
