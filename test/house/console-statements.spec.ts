import { expect } from 'chai';
import { Job } from '../../src/entities/job.entity.js';
import { TOPICS } from '../../src/services/core/cache/cache.js';
import { type Busy, busySignalbox } from '../support/busy.js';
import { type ConsoleClient, consoleAs } from '../support/console.js';
import { aStoredEvent, awsAccountInput } from '../support/records.js';
import { statementsOf } from '../support/statements.js';
import { startStsDouble } from '../support/sts-double.js';
import { deps, sql } from '../support/world.js';

type There = Busy & { console: ConsoleClient; me: string };
type Call = (there: There) => Promise<{ status: number; body: { notice?: { type: string; message: string } } }>;

const page = (path: string): Call => ({ console }) => console.get(path);
const list = (resource: string): Call => ({ console }) => console.list(resource, 'perPage=100');

const CALLS: Record<string, Call> = {
  'the page itself': page('/admin'),
  'the dashboard': page('/admin/api/dashboard'),
  'events list': list('events'),
  'events show': ({ console, event }) => console.read('events', event),
  'events edit form': ({ console, event }) => console.read('events', event, 'edit'),
  'events edit': ({ console, event }) => console.act('events', event, 'edit', { notes: 'Known.' }),
  'events acknowledge': ({ console, event }) => console.act('events', event, 'acknowledge'),
  'events createTask': async ({ console, event }) => console.act('events', event, 'createTask'),
  'events delete': ({ console, event }) => console.act('events', event, 'delete'),
  'events search': page('/admin/api/resources/events/actions/search'),
  'tasks list': list('tasks'),
  'tasks show': ({ console, task }) => console.read('tasks', task),
  'tasks edit form': ({ console, task }) => console.read('tasks', task, 'edit'),
  'tasks edit': ({ console, task, me }) =>
    console.act('tasks', task, 'edit', { title: 'Other', assigned_user_id: me, version: '1' }),
  'tasks new': ({ console, user }) => console.create('tasks', { title: 'New', assigned_user_id: user }),
  'tasks comment': ({ console, task }) => console.act('tasks', task, 'comment', { comment: 'Done.' }),
  'tasks close': ({ console, task }) => console.act('tasks', task, 'close'),
  'tasks assignToMe': ({ console, task }) => console.act('tasks', task, 'assignToMe'),
  'tasks delete': ({ console, task }) => console.act('tasks', task, 'delete'),
  'users list': list('users'),
  'users show': ({ console, user }) => console.read('users', user),
  'users edit': ({ console, user }) => console.act('users', user, 'edit', { role: 'viewer', version: '1' }),
  'users new': ({ console }) => console.create('users', { email: 'n@example.com', full_name: 'N', role: 'user' }),
  'users resetPassword': ({ console, user }) => console.act('users', user, 'resetPassword'),
  'users delete': ({ console, user }) => console.act('users', user, 'delete'),
  'aws list': list('aws_accounts'),
  'aws testConnection': ({ console, account }) => console.act('aws_accounts', account, 'testConnection'),
  'aws edit': ({ console, account }) => console.act('aws_accounts', account, 'edit', { account_name: 'x', version: '1' }),
  'monitoring list': list('monitoring_settings'),
  'monitoring show': ({ console, settings }) => console.read('monitoring_settings', settings),
  'monitoring edit': ({ console, settings }) =>
    console.act('monitoring_settings', settings, 'edit', { payload: JSON.stringify({ version: 1, services: [] }) }),
  'keys list': list('api_keys'),
  'keys show': ({ console, key }) => console.read('api_keys', key),
  'keys revoke': ({ console, key }) => console.act('api_keys', key, 'revoke'),
  'audit list': list('audit_entries'),
  'audit show': ({ console, entry }) => console.read('audit_entries', entry),
  'jobs list': list('jobs'),
};
void Job; void sql; void aStoredEvent; void awsAccountInput;

describe('Statements of the console', () => {
  let stop = () => {};
  beforeEach(async () => {
    const sts = await startStsDouble({ account: '111122223333' });
    stop = () => sts.stop();
    process.env.AWS_ENDPOINT_URL = sts.url;
  });
  afterEach(() => stop());
  for (const [name, call] of Object.entries(CALLS)) {
    it(name, async () => {
      const { console: client, user } = await consoleAs('admin');
      const there = { ...(await busySignalbox(20)), console: client, me: user.id };
      if (name === 'events createTask') there.event = await aStoredEvent();
      for (const topic of TOPICS) deps.cache.drop(topic);
      let answer: unknown;
      const sent = await statementsOf(async () => { answer = await call(there); });
      const { status, body } = answer as { status: number; body: { notice?: { type: string; message: string } } };
      console.log(name, sent.length, status, JSON.stringify(body?.notice));
      console.log(sent.map((s) => `      ${s.slice(0, 150)}`).join('\n'));
    });
  }
});
