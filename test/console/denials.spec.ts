import { expect } from 'chai';
import type { Role } from '../../src/entities/user.entity.js';
import { audited, expectOneEntry } from '../support/audit.js';
import { type ConsoleAnswer, type ConsoleClient, consoleAs, stateOf } from '../support/console.js';
import { aUser } from '../support/people.js';
import { anAwsAccount, aTask } from '../support/records.js';

/** What the role is denied: the call about the record, and what the audit log calls it. */
interface Denied {
  role: Role;
  target?: () => Promise<{ id: string }>;
  call: (console: ConsoleClient, id: string) => Promise<ConsoleAnswer>;
  action: string;
}

const DENIED: Record<string, Denied> = {
  'a list': { role: 'manager', call: (console) => console.list('audit'), action: 'audit.list' },
  'a record of what is not theirs at all': {
    role: 'viewer',
    target: anAwsAccount,
    call: (console, id) => console.read('aws_accounts', id),
    action: 'aws_account.read',
  },
  'somebody else’s record': {
    role: 'viewer',
    target: aUser,
    call: (console, id) => console.read('users', id),
    action: 'user.read',
  },
  'a form of what is not theirs at all': {
    role: 'viewer',
    target: anAwsAccount,
    call: (console, id) => console.read('aws_accounts', id, 'edit'),
    action: 'aws_account.update',
  },
  'a form of somebody else’s record': {
    role: 'user',
    target: aTask,
    call: (console, id) => console.read('tasks', id, 'edit'),
    action: 'task.update',
  },
  'a new record': { role: 'viewer', call: (console) => console.create('tasks', { title: 'x' }), action: 'task.create' },
  'a change': {
    role: 'viewer',
    target: aTask,
    call: (console, id) => console.act('tasks', id, 'edit', { title: 'x' }),
    action: 'task.update',
  },
  'a change of somebody else': {
    role: 'user',
    target: aUser,
    call: (console, id) => console.act('users', id, 'edit', { full_name: 'x' }),
    action: 'user.update',
  },
  'an action of ours': {
    role: 'manager',
    target: aUser,
    call: (console, id) => console.act('users', id, 'resetPassword'),
    action: 'user.reset_password',
  },
  'a deletion, however the id is spelled': {
    role: 'manager',
    target: aTask,
    call: (console, id) => console.act('tasks', id.toUpperCase(), 'delete'),
    action: 'task.delete',
  },
};

/** Says no, and shows nothing of what was asked for. */
function expectRefusal({ status, body }: ConsoleAnswer): void {
  if (status === 200) expect(body.notice?.type).to.equal('error');
  else expect(status).to.be.oneOf([403, 404]);
  expect(body.records ?? []).to.deep.equal([]);
  expect(Object.keys(body.record?.params ?? {})).to.not.include.members(['email', 'account_id']);
}

describe('The console denies', () => {
  for (const [what, { role, target, call, action }] of Object.entries(DENIED)) {
    it(`${what} to a ${role}, on record once`, async () => {
      const { console, user } = await consoleAs(role);
      const id = (await target?.())?.id ?? null;
      const { entries, outcome } = await audited(() => call(console, id ?? ''));
      expectOneEntry(entries, user, { action, outcome: 'denied', via: 'console', entity_id: id });
      expectRefusal(outcome);
    });
  }

  it('the search of a picker, which pages make by themselves, without a record of it', async () => {
    const { console } = await consoleAs('viewer');
    const { entries, outcome } = await audited(() => console.get('/admin/api/resources/users/actions/search/somebody'));
    expectRefusal(outcome);
    expect(entries).to.deep.equal([]);
  });

  it('what no resource has, to administrators too', async () => {
    const { console } = await consoleAs('admin');
    const { id } = await aTask();
    const calls = [
      console.create('events', { title: 'x' }),
      console.act('audit', id, 'delete'),
      console.act('tasks', id, 'new'),
      console.act('tasks', id, 'constructor'),
      console.post('/admin/api/resources/tasks/actions/close'),
      console.post('/admin/api/resources/tasks/actions/toString'),
      console.post(`/admin/api/resources/tasks/bulk/bulkDelete?recordIds=${id}`),
      console.post(`/admin/api/resources/tasks/records/${id}/close/close`),
    ];
    for (const { status, text } of await Promise.all(calls)) expect(status, text).to.equal(404);
  });

  it('a user the picker of users, who may not be listed to them', async () => {
    const fieldsOf = async (role: Role) => {
      const { console } = await consoleAs(role);
      const { resources } = stateOf((await console.get('/admin')).text);
      const tasks = resources.find(({ id }) => id === 'tasks');
      return JSON.stringify(tasks?.resourceActions.find(({ name }) => name === 'new'));
    };
    expect(await fieldsOf('manager')).to.contain('assigned_user_id');
    expect(await fieldsOf('user'))
      .to.contain('priority')
      .and.not.contain('assigned_user_id');
  });
});
