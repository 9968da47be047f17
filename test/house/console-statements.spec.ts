import type { ActionContext } from 'adminjs';
import { expect } from 'chai';
import { adminOf } from '../../src/admin/adminjs/caller.js';
import { RESOURCES } from '../../src/admin/console.js';
import { TARGETS, type TargetName } from '../access/access-table.js';
import { type Busy, busySignalbox } from '../support/busy.js';
import { type ConsoleAnswer, type ConsoleClient, consoleAs } from '../support/console.js';
import { aFailedJob } from '../support/jobs.js';
import { aUser, callerOf } from '../support/people.js';
import { aStoredEvent, awsAccountInput } from '../support/records.js';
import { expectStatements } from '../support/statements.js';
import { type StsDouble, startStsDouble } from '../support/sts-double.js';
import { deps, sql } from '../support/world.js';

/** Where something is to be called: ids, and who calls. */
interface There extends Busy {
  console: ConsoleClient;
  job: string;
  /** What the row needs beside them. */
  target: string;
}

type Call = (there: There) => Promise<ConsoleAnswer>;

interface Row {
  /** Statements: the cookie's, that of the caller's identity, and the page's own. */
  makes: number;
  call: Call;
  /** A record that is made before the call is counted, of what the lists above have none. */
  target?: TargetName;
}

type Ids = Omit<There, 'console'>;
type Fields = Record<string, string | string[]>;

const get =
  (path: string): Call =>
  ({ console }) =>
    console.get(path);
const list =
  (resource: string): Call =>
  ({ console }) =>
    console.list(resource, 'perPage=100');
const search = (resource: string): Call => get(`/admin/api/resources/${resource}/actions/search`);
const read =
  (resource: string, id: keyof Ids, action = 'show'): Call =>
  (there) =>
    there.console.read(resource, there[id], action);
const create =
  (resource: string, fields: Fields): Call =>
  ({ console }) =>
    console.create(resource, fields);
const act =
  (resource: string, id: keyof Ids, action: string, fields: Fields = {}): Call =>
  (there) =>
    there.console.act(resource, there[id], action, fields);

/** Without Redis the database counts how often: one statement more. */
const LIMIT = 1;

const PAGES: Record<string, Row> = {
  'the page': { makes: 2, call: get('/admin') },
  'events show': { makes: 4, call: read('events', 'event') },
  'events edit, its form': { makes: 3, call: read('events', 'event', 'edit') },
  'tasks show': { makes: 4, call: read('tasks', 'task') },
  'tasks edit, its form': { makes: 3, call: read('tasks', 'task', 'edit') },
  'tasks comment, its form': { makes: 3, call: read('tasks', 'task', 'comment') },
  'users show': { makes: 3, call: read('users', 'user') },
  'users edit, its form': { makes: 3, call: read('users', 'user', 'edit') },
  'aws_accounts show': { makes: 3, call: read('aws_accounts', 'account') },
  'aws_accounts edit, its form': { makes: 3, call: read('aws_accounts', 'account', 'edit') },
  'monitoring_settings show': { makes: 3, call: read('monitoring_settings', 'settings') },
  'monitoring_settings edit, its form': { makes: 3, call: read('monitoring_settings', 'settings', 'edit') },
  'api_keys show': { makes: 4, call: read('api_keys', 'key') },
  'audit show': { makes: 3, call: read('audit', 'entry') },
};

const LISTS: Record<string, Row> = {
  'events list': { makes: 4, call: list('events') },
  'events search': { makes: 4, call: search('events') },
  'tasks list': { makes: 3, call: list('tasks') },
  'tasks search': { makes: 3, call: search('tasks') },
  'users list': { makes: 3, call: list('users') },
  'users search': { makes: 3, call: search('users') },
  'aws_accounts list': { makes: 3, call: list('aws_accounts') },
  'aws_accounts search': { makes: 3, call: search('aws_accounts') },
  'monitoring_settings list': { makes: 4, call: list('monitoring_settings') },
  'monitoring_settings search': { makes: 3, call: search('monitoring_settings') },
  'api_keys list': { makes: 3, call: list('api_keys') },
  'api_keys search': { makes: 3, call: search('api_keys') },
  'audit list': { makes: 3, call: list('audit') },
  'audit search': { makes: 3, call: search('audit') },
};

const NEW_USER = { full_name: 'New', email: 'new@example.com', role: 'user' };

const WRITES: Record<string, Row> = {
  'events edit': { makes: 6, call: act('events', 'event', 'edit', { notes: 'Known.' }) },
  'events acknowledge': { makes: 7, call: act('events', 'newEvent', 'acknowledge') },
  'events createTask': { makes: 6, call: act('events', 'newEvent', 'createTask') },
  'events delete': { makes: 6, call: act('events', 'event', 'delete') },
  'tasks new': { makes: 6, call: async (there) => create('tasks', { title: 'New', ...(await toOther()) })(there) },
  'tasks edit': {
    makes: 7,
    call: async (there) => act('tasks', 'task', 'edit', { title: 'Other', version: '1', ...(await toOther()) })(there),
  },
  'tasks assignToMe': { makes: 6, call: act('tasks', 'task', 'assignToMe') },
  'tasks start': { makes: 6, call: act('tasks', 'task', 'start') },
  'tasks close': { makes: 6, call: act('tasks', 'task', 'close') },
  'tasks reopen': { makes: 6, call: act('tasks', 'closedTask', 'reopen') },
  'tasks comment': { makes: 7, call: act('tasks', 'task', 'comment', { comment: 'Done.' }) },
  'tasks delete': { makes: 6, call: act('tasks', 'task', 'delete') },
  'users new': { makes: 4, call: create('users', NEW_USER) },
  'users edit': {
    makes: 7,
    call: act('users', 'user', 'edit', { role: 'viewer', password: 'seven purple bicycles in the rain', version: '1' }),
  },
  'users resetPassword': { makes: 6, call: act('users', 'user', 'resetPassword') },
  'users delete': { makes: 6, call: act('users', 'user', 'delete') },
  'aws_accounts new': { makes: 5, call: create('aws_accounts', awsAccountInput() as Fields) },
  'aws_accounts edit': {
    makes: 6,
    call: act('aws_accounts', 'account', 'edit', { region: 'eu-west-3', version: '1' }),
  },
  'aws_accounts testConnection': { makes: 7 + LIMIT, call: act('aws_accounts', 'account', 'testConnection') },
  'aws_accounts delete': { makes: 5, call: act('aws_accounts', 'account', 'delete') },
  'monitoring_settings edit': {
    makes: 6,
    call: act('monitoring_settings', 'settings', 'edit', { payload: '{"version":1,"services":[]}' }),
  },
  'api_keys new': { makes: 4, call: create('api_keys', { name: 'collector', scopes: ['events:write'] }) },
  'api_keys revoke': { makes: 6, call: act('api_keys', 'key', 'revoke') },
};

/** Another assignee is looked for; oneself is known to be there. */
async function toOther(): Promise<Fields> {
  return { assigned_user_id: (await aUser()).id };
}

const JOBS: Record<string, Row> = {
  'jobs list': { makes: 3, call: list('jobs') },
  'jobs search': { makes: 3, call: search('jobs') },
  'jobs show': { makes: 3, call: read('jobs', 'job') },
  'jobs retry': { makes: 6, call: act('jobs', 'job', 'retry') },
};

const DASHBOARD: Record<string, Row> = { 'the dashboard': { makes: 8, call: get('/admin/api/dashboard') } };

const ROWS: Record<string, Row> = { ...PAGES, ...LISTS, ...WRITES, ...JOBS, ...DASHBOARD };

const isWrite = (name: string): boolean => name in WRITES || name === 'jobs retry';

/** What administrators find to do in the console, each as `resource action`. */
async function actionsOfAdmins(): Promise<string[]> {
  const { actor, request } = callerOf(await aUser({ role: 'admin' }));
  const context = { currentAdmin: adminOf(actor, request, false) } as ActionContext;
  return RESOURCES.map((resourceOf) => resourceOf(deps).options).flatMap(({ id, actions = {} }) =>
    Object.entries(actions)
      .filter(([, action]) => typeof action?.isAccessible === 'function' && action.isAccessible(context))
      .map(([name]) => `${id} ${name}`),
  );
}

async function prepare(name: string): Promise<There> {
  const { console } = await consoleAs('admin');
  const there = await busySignalbox(20);
  const { target: kind } = ROWS[name] as Row;
  const target = kind ? await TARGETS[kind]() : '';
  if (!name.startsWith('jobs ')) return { ...there, console, job: '', target };
  const { id, job } = await aFailedJob();
  await sql('INSERT INTO pgboss.job (name) SELECT $1 FROM generate_series(1, 100)', [job.name]);
  return { ...there, console, job: id, target };
}

describe('The statements of the console', () => {
  let sts: StsDouble;

  beforeEach(async () => {
    sts = await startStsDouble({ account: '111122223333' });
    process.env.AWS_ENDPOINT_URL = sts.url;
  });

  afterEach(() => sts.stop());

  it('are written down for every action', async () => {
    expect(Object.keys(ROWS)).to.include.members(await actionsOfAdmins());
  });

  it('are four for a page and for a list, eight for the dashboard and seven for a change, at most', () => {
    const most = (rows: Record<string, Row>) => Math.max(...Object.values(rows).map(({ makes }) => makes));
    expect([most(PAGES), most(LISTS), most(DASHBOARD), most(WRITES)]).to.deep.equal([4, 4, 8, 7 + LIMIT]);
  });

  it('are nine for the dashboard of a Signalbox that no event has reached', async () => {
    const { console } = await consoleAs('admin');
    await expectStatements(9, () => console.get('/admin/api/dashboard'));
  });

  it('are ten for one of a Signalbox with more critical events than are counted', async () => {
    const { console } = await consoleAs('admin');
    await aStoredEvent({ severity: 'critical' });
    await sql(`INSERT INTO events SELECT (jsonb_populate_record(e, jsonb_build_object('source_state', 'firing',
      'id', left(e.id::text, 24) || lpad(to_hex(n), 12, '0')))).* FROM events e, generate_series(1, 10001) AS n`);
    await expectStatements(10, () => console.get('/admin/api/dashboard'));
  });

  for (const [name, { makes, call }] of Object.entries(ROWS)) {
    it(`${name}: ${makes}${isWrite(name) ? '' : ', of 20 rows or 120'}`, async () => {
      const there = await prepare(name);
      const callOnce = async () => {
        const { status, text, body } = await call(there);
        expect(status, text).to.equal(200);
        // That AWS says no is an answer, too.
        if (!body.report) expect(body.notice?.type, text).not.to.equal('error');
        // Of an empty list, a statement a row would not be seen; the settings are but one record.
        if (/^(?!monitoring).* list$/.test(name)) expect(body.records).to.have.length.of.at.least(20);
      };
      await expectStatements(makes, callOnce);
      if (isWrite(name)) return;
      await busySignalbox(100);
      await expectStatements(makes, callOnce);
    });
  }
});
