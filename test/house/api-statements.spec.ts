import { expect } from 'chai';
import type { Route } from '../../src/api/route.js';
import { routes } from '../../src/api/routes.js';
import { ACCESS, type Access, TARGETS } from '../access/access-table.js';
import { api, type CallOptions } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import type { LoginBody } from '../support/bodies.js';
import { type Busy, busySignalbox } from '../support/busy.js';
import { clock } from '../support/clock.js';
import { aUser, PASSWORD, type TestUser } from '../support/people.js';
import { anEvent } from '../support/records.js';
import { expectStatements } from '../support/statements.js';
import { type StsDouble, startStsDouble } from '../support/sts-double.js';
import { sql } from '../support/world.js';

/** What makes a call do all that can follow from it, where the access table asks for less. */
interface Fuller {
  /** What the path's id is. */
  id?: keyof Busy;
  query?: string;
  /** What is sent: as much as may be, so that everything is done that can follow from it. */
  body?: (there: Busy, caller: TestUser) => unknown;
}

const ALL = '?page_size=100';
const NEW_PASSWORD = 'seven purple bicycles in the rain';

const changedPassword = () => ({ current_password: PASSWORD, new_password: NEW_PASSWORD });

const FULLER: Record<string, Fuller> = {
  'GET /users': { query: ALL },
  'GET /users/{id}': { id: 'user' },
  'GET /events': { query: ALL },
  'GET /events/{id}': { id: 'event' },
  'GET /tasks': { query: ALL },
  'GET /tasks/{id}': { id: 'task' },
  'GET /config/aws-accounts/{id}': { id: 'account' },
  'GET /api-keys': { query: ALL },
  'GET /audit': { query: ALL },
  'GET /audit/{id}': { id: 'entry' },

  'POST /auth/login': { body: (_, { email }) => ({ email, password: PASSWORD }) },
  'POST /auth/refresh': { body: refreshToken },
  'POST /auth/logout': { body: () => ({ all: true }) },
  'POST /auth/change-password': { body: changedPassword },
  'POST /users/me/change-password': { body: changedPassword },
  'PUT /users/{id}': { id: 'user', body: () => ({ role: 'viewer', password: NEW_PASSWORD }) },
  'DELETE /users/{id}': { id: 'user' },
  'POST /users/{id}/reset-password': { id: 'user' },
  'POST /events': { body: () => Array.from({ length: 20 }, () => anEvent()) },
  'PATCH /events/{id}': { id: 'newEvent', body: () => ({ acknowledged: true, notes: 'Known.' }) },
  'DELETE /events/{id}': { id: 'event' },
  'POST /events/{id}/create-task': { id: 'newEvent', body: ({ user }) => ({ assigned_user_id: user }) },
  'POST /tasks': {
    body: ({ user, newEvent }) => ({ title: 'Look', assigned_user_id: user, event_id: newEvent }),
  },
  'POST /tasks/bulk': { body: everyTask },
  'PUT /tasks/{id}': {
    id: 'task',
    body: async () => ({ title: 'Look again', status: 'closed', assigned_user_id: (await aUser()).id }),
  },
  'PUT /tasks/{id}/status': { id: 'task', body: () => ({ status: 'closed' }) },
  'DELETE /tasks/{id}': { id: 'task' },
  'POST /tasks/{id}/comments': { id: 'task', body: () => ({ comment: 'Done.' }) },
  'PUT /config/aws-accounts/{id}': { id: 'account', body: () => ({ region: 'eu-west-3' }) },
  'DELETE /config/aws-accounts/{id}': { id: 'account' },
  'POST /config/aws-accounts/{id}/test': { id: 'account' },
  'PUT /config/aws': { body: () => ({ region: 'eu-west-3' }) },
  'DELETE /api-keys/{id}': { id: 'key' },
};

async function refreshToken(_: Busy, { email }: TestUser): Promise<object> {
  const { body } = await api.post<LoginBody>('/auth/login', { email, password: PASSWORD });
  return { refresh_token: body.refresh_token };
}

async function everyTask(): Promise<object> {
  const tasks = await sql<{ id: string }>('SELECT id FROM tasks');
  return { ids: tasks.map(({ id }) => id), set: { status: 'closed', assigned_user_id: (await aUser()).id } };
}

const nameOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

/** A key whose use was noted just now: once a minute that is a statement more. */
async function aUsedKey() {
  const key = await anApiKey();
  await sql('UPDATE api_keys SET last_used_at = $2 WHERE id = $1', [key.id, clock.now()]);
  return key;
}

/** Without Redis the database counts how often: one statement more. */
const makesOf = (route: Route): number => (ACCESS[nameOf(route)] as Access).makes + (route.limit ? 1 : 0);

/** Whoever may, and everything there to work on. */
async function prepare(route: Route) {
  const caller = await aUser({ role: 'admin' });
  const there = await busySignalbox(20);
  const { target, body: least } = ACCESS[nameOf(route)] as Access;
  const { id: kind, query = '', body } = FULLER[nameOf(route)] ?? {};
  const id = kind ? there[kind] : target ? await TARGETS[target]() : '';
  const sent = await (body ? body(there, caller) : least?.(id));
  const by = api.as(route.permission === 'events:ingest' ? await aUsedKey() : caller);
  const path = `${route.path.replace('{id}', id)}${query}`;
  return async (headers: CallOptions['headers'] = {}) => {
    const answer = await by.call(route.method.toUpperCase(), path, { body: sent, headers });
    expect(answer.status, JSON.stringify(answer.body)).to.equal(route.status ?? 200);
    // Of an empty list, a statement a row would not be seen.
    if (query === ALL) expect((answer.body as { items?: object[] }).items).to.have.length.of.at.least(20);
  };
}

const routeOf = (name: string): Route => routes.find((route) => nameOf(route) === name) as Route;

describe('The statements of the API', () => {
  let sts: StsDouble;

  beforeEach(async () => {
    sts = await startStsDouble({ account: '111122223333' });
    process.env.AWS_ENDPOINT_URL = sts.url;
  });

  afterEach(() => sts.stop());

  it('are three for a read, eight for a dashboard and six for a change, at most', () => {
    const most = (isMeant: (route: Route) => boolean) =>
      Math.max(...routes.filter(isMeant).map((route) => (ACCESS[nameOf(route)] as Access).makes));
    const isRead = ({ method }: Route) => method === 'get';
    const isDashboard = ({ path }: Route) => path.startsWith('/dashboard/');
    expect(most((route) => isRead(route) && !isDashboard(route))).to.equal(3);
    expect(most(isDashboard)).to.be.at.most(8);
    expect(most((route) => !isRead(route))).to.equal(6);
  });

  for (const route of routes) {
    const isRead = route.method === 'get';
    it(`${nameOf(route)}: ${makesOf(route)}${isRead ? ', of 20 rows or 120' : ''}`, async () => {
      const call = await prepare(route);
      await expectStatements(makesOf(route), call);
      if (!isRead) return;
      await busySignalbox(100);
      await expectStatements(makesOf(route), call);
    });
  }

  it('are two more with an Idempotency-Key', async () => {
    const route = routeOf('POST /tasks');
    const call = await prepare(route);
    await expectStatements(makesOf(route) + 2, () => call({ 'idempotency-key': 'once' }));
  });

  it('are three for a list that is too long to be counted', async () => {
    const route = routeOf('GET /tasks');
    const call = await prepare(route);
    await sql(`INSERT INTO tasks (id, title, description, status, priority, created_at, updated_at, version)
      SELECT gen_random_uuid(), 'Task', '', 'open', 'low', now(), now(), 1 FROM generate_series(1, 10001)`);
    await expectStatements(makesOf(route) + 1, call);
  });
});
