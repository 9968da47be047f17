import { expect } from 'chai';
import type { Route } from '../../src/api/route.js';
import { routes } from '../../src/api/routes.js';
import { api, type CallOptions } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import type { LoginBody } from '../support/bodies.js';
import { type Busy, busySignalbox } from '../support/busy.js';
import { clock } from '../support/clock.js';
import { aUser, PASSWORD, type TestUser } from '../support/people.js';
import { anEvent, awsAccountInput } from '../support/records.js';
import { expectStatements } from '../support/statements.js';
import { type StsDouble, startStsDouble } from '../support/sts-double.js';
import { sql } from '../support/world.js';

interface Row {
  /** Statements, that of the caller's identity included. */
  makes: number;
  /** What the path's id is. */
  id?: keyof Busy;
  query?: string;
  /** What is sent: as much as may be, so that everything is done that can follow from it. */
  body?: (there: Busy, caller: TestUser) => unknown;
}

const ALL = '?page_size=100';
const NEW_PASSWORD = 'seven purple bicycles in the rain';

/** Without Redis the database counts how often: one statement more. */
const LIMIT = 1;

const READS: Record<string, Row> = {
  'GET /auth/me': { makes: 2 },
  'GET /users': { makes: 2, query: ALL },
  'GET /users/me': { makes: 2 },
  'GET /users/profile': { makes: 2 },
  'GET /users/{id}': { makes: 2, id: 'user' },
  'GET /events': { makes: 3, query: ALL },
  'GET /events/accounts': { makes: 2 },
  'GET /events/regions': { makes: 2 },
  'GET /events/sources': { makes: 2 },
  'GET /events/{id}': { makes: 2, id: 'event' },
  'GET /tasks': { makes: 2, query: ALL },
  'GET /tasks/{id}': { makes: 2, id: 'task' },
  'GET /config/aws-accounts': { makes: 2 },
  'GET /config/aws-accounts/{id}': { makes: 2, id: 'account' },
  'GET /config/aws': { makes: 3 },
  'GET /config/monitoring': { makes: 2 },
  'GET /api-keys': { makes: 2, query: ALL },
  'GET /audit': { makes: 2, query: ALL },
};

const DASHBOARDS: Record<string, Row> = {
  'GET /dashboard/overview': { makes: 7 },
  'GET /dashboard/events-stats': { makes: 5 },
  'GET /dashboard/tasks-stats': { makes: 2 },
  'GET /dashboard/users-stats': { makes: 2 },
  'GET /dashboard/stats': { makes: 2 },
  'GET /dashboard/timeline': { makes: 2 },
};

const changedPassword = () => ({ current_password: PASSWORD, new_password: NEW_PASSWORD });

const WRITES: Record<string, Row> = {
  'POST /auth/login': { makes: 5 + LIMIT, body: (_, { email }) => ({ email, password: PASSWORD }) },
  'POST /auth/refresh': { makes: 5 + LIMIT, body: refreshToken },
  'POST /auth/logout': { makes: 3, body: () => ({ all: true }) },
  'POST /auth/change-password': { makes: 6 + LIMIT, body: changedPassword },
  'POST /users': { makes: 3, body: () => ({ email: 'new@example.com', full_name: 'New', role: 'user' }) },
  'PUT /users/me': { makes: 4, body: () => ({ full_name: 'Somebody Else' }) },
  'PUT /users/profile': { makes: 4, body: () => ({ full_name: 'Somebody Else' }) },
  'POST /users/me/change-password': { makes: 6 + LIMIT, body: changedPassword },
  'PUT /users/{id}': { makes: 6, id: 'user', body: () => ({ full_name: 'Somebody Else', role: 'viewer' }) },
  'DELETE /users/{id}': { makes: 6, id: 'user' },
  'POST /users/{id}/reset-password': { makes: 5, id: 'user' },
  'POST /events': { makes: 4, body: () => Array.from({ length: 20 }, () => anEvent()) },
  'PATCH /events/{id}': { makes: 5, id: 'newEvent', body: () => ({ acknowledged: true, notes: 'Known.' }) },
  'DELETE /events/{id}': { makes: 5, id: 'event' },
  'POST /events/{id}/create-task': { makes: 6, id: 'newEvent', body: ({ user }) => ({ assigned_user_id: user }) },
  'POST /tasks': {
    makes: 6,
    body: ({ user, newEvent }) => ({ title: 'Look', assigned_user_id: user, event_id: newEvent }),
  },
  'POST /tasks/bulk': { makes: 5, body: everyTask },
  'PUT /tasks/{id}': {
    makes: 6,
    id: 'task',
    body: async () => ({ title: 'Look again', status: 'closed', assigned_user_id: (await aUser()).id }),
  },
  'PUT /tasks/{id}/status': { makes: 5, id: 'task', body: () => ({ status: 'closed' }) },
  'DELETE /tasks/{id}': { makes: 5, id: 'task' },
  'POST /tasks/{id}/comments': { makes: 6, id: 'task', body: () => ({ comment: 'Done.' }) },
  'POST /config/aws-accounts': { makes: 4, body: () => awsAccountInput() },
  'PUT /config/aws-accounts/{id}': { makes: 5, id: 'account', body: () => ({ region: 'eu-west-3' }) },
  'DELETE /config/aws-accounts/{id}': { makes: 4, id: 'account' },
  'POST /config/aws-accounts/{id}/test': { makes: 5 + LIMIT, id: 'account' },
  'PUT /config/aws': { makes: 6, body: () => ({ region: 'eu-west-3' }) },
  'POST /config/aws/test': { makes: 6 + LIMIT },
  'PUT /config/monitoring': { makes: 5, body: () => ({ global_settings: { event_batch_size: 50 } }) },
  'POST /api-keys': { makes: 3, body: () => ({ name: 'collector', scopes: ['events:write'] }) },
  'DELETE /api-keys/{id}': { makes: 4, id: 'key' },
};

async function refreshToken(_: Busy, { email }: TestUser): Promise<object> {
  const { body } = await api.post<LoginBody>('/auth/login', { email, password: PASSWORD });
  return { refresh_token: body.refresh_token };
}

async function everyTask(): Promise<object> {
  const tasks = await sql<{ id: string }>('SELECT id FROM tasks');
  return { ids: tasks.map(({ id }) => id), set: { status: 'closed', assigned_user_id: (await aUser()).id } };
}

const ROWS: Record<string, Row> = { ...READS, ...DASHBOARDS, ...WRITES };

const nameOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

/** A key whose use was noted just now: once a minute that is a statement more. */
async function aUsedKey() {
  const key = await anApiKey();
  await sql('UPDATE api_keys SET last_used_at = $2 WHERE id = $1', [key.id, clock.now()]);
  return key;
}

/** Whoever may, and everything there to work on. */
async function prepare(route: Route) {
  const caller = await aUser({ role: 'admin' });
  const there = await busySignalbox(20);
  const { makes, id, query = '', body } = ROWS[nameOf(route)] as Row;
  const sent = await body?.(there, caller);
  const by = api.as(route.permission === 'events:ingest' ? await aUsedKey() : caller);
  const path = `${route.path.replace('{id}', id ? there[id] : '')}${query}`;
  const call = async (headers: CallOptions['headers'] = {}) => {
    const answer = await by.call(route.method.toUpperCase(), path, { body: sent, headers });
    expect(answer.status, JSON.stringify(answer.body)).to.equal(route.status ?? 200);
  };
  return { makes, call };
}

const routeOf = (name: string): Route => routes.find((route) => nameOf(route) === name) as Route;

describe('The statements of the API', () => {
  let sts: StsDouble;

  beforeEach(async () => {
    sts = await startStsDouble({ account: '111122223333' });
    process.env.AWS_ENDPOINT_URL = sts.url;
  });

  afterEach(() => sts.stop());

  it('are written down for every route', () => {
    expect(Object.keys(ROWS).sort()).to.deep.equal(routes.map(nameOf).sort());
  });

  it('are three for a read, eight for a dashboard and six for a change, at most', () => {
    const most = (rows: Record<string, Row>) => Math.max(...Object.values(rows).map(({ makes }) => makes));
    expect([most(READS), most(DASHBOARDS), most(WRITES)]).to.deep.equal([3, 7, 6 + LIMIT]);
  });

  for (const name of Object.keys(ROWS)) {
    const isRead = !(name in WRITES);
    it(`${name}: ${ROWS[name]?.makes}${isRead ? ', of 20 rows or 120' : ''}`, async () => {
      const { makes, call } = await prepare(routeOf(name));
      await expectStatements(makes, call);
      if (!isRead) return;
      await busySignalbox(100);
      await expectStatements(makes, call);
    });
  }

  it('are two more with an Idempotency-Key', async () => {
    const { makes, call } = await prepare(routeOf('POST /tasks'));
    await expectStatements(makes + 2, () => call({ 'idempotency-key': 'once' }));
  });

  it('are three for a list that is too long to be counted', async () => {
    const { makes, call } = await prepare(routeOf('GET /tasks'));
    await sql(`INSERT INTO tasks (id, title, description, status, priority, created_at, updated_at, version)
      SELECT gen_random_uuid(), 'Task', '', 'open', 'low', now(), now(), 1 FROM generate_series(1, 10001)`);
    await expectStatements(makes + 1, call);
  });
});
