import { expect } from 'chai';
import type { Route } from '../../src/api/route.js';
import { routes } from '../../src/api/routes.js';
import { TOPICS } from '../../src/services/core/cache/cache.js';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import type { LoginBody } from '../support/bodies.js';
import { type Busy, busySignalbox } from '../support/busy.js';
import { clock } from '../support/clock.js';
import { aUser, PASSWORD, type TestUser } from '../support/people.js';
import { anEvent, aStoredEvent, awsAccountInput } from '../support/records.js';
import { statementsOf } from '../support/statements.js';
import { startStsDouble } from '../support/sts-double.js';
import { deps, sql } from '../support/world.js';

interface Row {
  /** How many statements it makes, its caller's identity included; BEGIN and COMMIT not. */
  makes: number;
  /** What a caller sends. */
  body?: (there: Busy, caller: TestUser) => unknown;
  /** What the path's id is. */
  id?: keyof Busy;
}

const NEW_PASSWORD = 'seven purple bicycles in the rain';

/** Where the database limits how often, that is one statement more. */
const LIMIT = 1;

const READS: Record<string, Row> = {
  'GET /auth/me': { makes: 0 },
  'GET /users': { makes: 0 },
  'GET /users/me': { makes: 0 },
  'GET /users/profile': { makes: 0 },
  'GET /users/{id}': { makes: 0, id: 'user' },
  'GET /events': { makes: 0 },
  'GET /events/{id}': { makes: 0, id: 'event' },
  'GET /tasks': { makes: 0 },
  'GET /tasks/{id}': { makes: 0, id: 'task' },
  'GET /config/aws-accounts': { makes: 0 },
  'GET /config/aws-accounts/{id}': { makes: 0, id: 'account' },
  'GET /config/aws': { makes: 0 },
  'GET /config/monitoring': { makes: 0 },
  'GET /api-keys': { makes: 0 },
  'GET /audit': { makes: 0 },
};

const DASHBOARDS: Record<string, Row> = {
  'GET /dashboard/overview': { makes: 0 },
  'GET /dashboard/events-stats': { makes: 0 },
  'GET /dashboard/tasks-stats': { makes: 0 },
  'GET /dashboard/users-stats': { makes: 0 },
  'GET /dashboard/stats': { makes: 0 },
  'GET /dashboard/timeline': { makes: 0 },
};

const changedPassword = () => ({ current_password: PASSWORD, new_password: NEW_PASSWORD });

const WRITES: Record<string, Row> = {
  'POST /auth/login': { makes: 0, body: (_, { email }) => ({ email, password: PASSWORD }) },
  'POST /auth/refresh': {
    makes: 0,
    body: async (_, { email }) => {
      const { body } = await api.post<LoginBody>('/auth/login', { email, password: PASSWORD });
      return { refresh_token: body.refresh_token };
    },
  },
  'POST /auth/logout': { makes: 0 },
  'POST /auth/change-password': { makes: 0, body: changedPassword },
  'POST /users/me/change-password': { makes: 0, body: changedPassword },
  'POST /users': { makes: 0, body: () => ({ email: 'new@example.com', full_name: 'New', role: 'user' }) },
  'PUT /users/me': { makes: 0, body: () => ({ full_name: 'Somebody Else' }) },
  'PUT /users/profile': { makes: 0, body: () => ({ full_name: 'Somebody Else' }) },
  'PUT /users/{id}': { makes: 0, id: 'user', body: () => ({ role: 'viewer', password: NEW_PASSWORD }) },
  'DELETE /users/{id}': { makes: 0, id: 'user' },
  'POST /users/{id}/reset-password': { makes: 0, id: 'user' },
  'POST /events': { makes: 0, body: () => Array.from({ length: 20 }, () => anEvent()) },
  'PATCH /events/{id}': { makes: 0, id: 'event', body: () => ({ acknowledged: true, notes: 'Known.' }) },
  'DELETE /events/{id}': { makes: 0, id: 'event' },
  'POST /events/{id}/create-task': { makes: 0, body: ({ user }) => ({ assigned_user_id: user }) },
  'POST /tasks': {
    makes: 0,
    body: async ({ user }) => ({ title: 'Look', assigned_user_id: user, event_id: await aStoredEvent() }),
  },
  'POST /tasks/bulk': {
    makes: 0,
    body: async (_, { id }) => ({
      ids: (await sql<{ id: string }>('SELECT id FROM tasks')).map((task) => task.id),
      set: { status: 'closed', assigned_user_id: id },
    }),
  },
  'PUT /tasks/{id}': {
    makes: 0,
    id: 'task',
    body: (_, { id }) => ({ title: 'Look again', status: 'closed', assigned_user_id: id }),
  },
  'PUT /tasks/{id}/status': { makes: 0, id: 'task', body: () => ({ status: 'closed' }) },
  'DELETE /tasks/{id}': { makes: 0, id: 'task' },
  'POST /tasks/{id}/comments': { makes: 0, id: 'task', body: () => ({ comment: 'Done.' }) },
  'POST /config/aws-accounts': { makes: 0, body: () => awsAccountInput() },
  'PUT /config/aws-accounts/{id}': { makes: 0, id: 'account', body: () => ({ account_name: 'Staging' }) },
  'DELETE /config/aws-accounts/{id}': { makes: 0, id: 'account' },
  'POST /config/aws-accounts/{id}/test': { makes: 0, id: 'account' },
  'PUT /config/aws': { makes: 0, body: () => ({ account_name: 'Staging' }) },
  'POST /config/aws/test': { makes: 0 },
  'PUT /config/monitoring': { makes: 0, body: () => ({ global_settings: { event_batch_size: 50 } }) },
  'POST /api-keys': { makes: 0, body: () => ({ name: 'collector', scopes: ['events:write'] }) },
  'DELETE /api-keys/{id}': { makes: 0, id: 'key' },
};

const ROWS = { ...READS, ...DASHBOARDS, ...WRITES };

const nameOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

/** What the route sends to the database when nothing is kept. */
async function statements(route: Route, { id, body }: Row, rows: number, query = ''): Promise<string[]> {
  const caller = await aUser({ role: 'admin' });
  const there = await busySignalbox(rows);
  const isIngest = route.permission === 'events:ingest';
  // An event that has no task yet.
  const target = route.path.endsWith('/create-task') ? await aStoredEvent() : id && there[id];
  const sent = await body?.(there, caller);
  const by = api.as(isIngest ? await aUsedKey() : caller);
  for (const topic of TOPICS) deps.cache.drop(topic);
  return statementsOf(async () => {
    const path = `${route.path.replace('{id}', target ?? '')}${query}`;
    const { status, body: answer } = await by.call(route.method.toUpperCase(), path, { body: sent });
    expect(status, JSON.stringify(answer)).to.equal(route.status ?? 200);
  });
}

/** A key whose use was noted just now, so that it is not noted once more. */
async function aUsedKey() {
  const key = await anApiKey();
  await sql('UPDATE api_keys SET last_used_at = $2 WHERE id = $1', [key.id, clock.now()]);
  return key;
}

describe('Statements of the API', () => {
  let stop = () => {};

  beforeEach(async () => {
    const sts = await startStsDouble({ account: '111122223333' });
    stop = () => sts.stop();
    process.env.AWS_ENDPOINT_URL = sts.url;
  });

  afterEach(() => stop());

  for (const route of routes) {
    const row = ROWS[nameOf(route)];
    if (!row) continue;
    it(`${nameOf(route)} makes ${row.makes}`, async () => {
      const sent = await statements(route, row, 20);
      console.log(nameOf(route), sent.length);
      console.log(sent.map((s) => `      ${s.slice(0, 150)}`).join('\n'));
    });
  }
});
void LIMIT;
