import { expect } from 'chai';
import type { Role } from '../../src/entities/user.entity.js';
import { audited, expectOneEntry } from '../support/audit.js';
import { type ConsoleAnswer, type ConsoleClient, consoleAs } from '../support/console.js';
import { aUser } from '../support/people.js';
import { aTask } from '../support/records.js';

/** What the role is denied: the call about the record, and what the audit log calls it. */
interface Denied {
  role: Role;
  target?: () => Promise<{ id: string }>;
  call: (console: ConsoleClient, id: string) => Promise<ConsoleAnswer>;
  action: string;
}

const DENIED: Record<string, Denied> = {
  'a list': { role: 'manager', call: (console) => console.list('audit'), action: 'audit.read' },
  'a search': { role: 'viewer', call: (console) => console.get(search('users')), action: 'user.list' },
  'a record of a noun that is theirs': {
    role: 'viewer',
    target: aUser,
    call: (console, id) => console.read('users', id),
    action: 'user.read',
  },
  'a form': { role: 'manager', call: (console) => console.get(form('users')), action: 'user.create' },
  'a new record': { role: 'viewer', call: (console) => console.create('tasks', { title: 'x' }), action: 'task.create' },
  'a change': {
    role: 'viewer',
    target: aTask,
    call: (console, id) => console.act('tasks', id, 'edit', { title: 'x' }),
    action: 'task.update',
  },
  'a change of what is somebody else’s': {
    role: 'user',
    target: aTask,
    call: (console, id) => console.act('tasks', id, 'edit', { title: 'x' }),
    action: 'task.update',
  },
  'an action of ours': {
    role: 'manager',
    target: aUser,
    call: (console, id) => console.act('users', id, 'resetPassword'),
    action: 'user.reset_password',
  },
  'a deletion': {
    role: 'manager',
    target: aTask,
    call: (console, id) => console.act('tasks', id, 'delete'),
    action: 'task.delete',
  },
};

const search = (resource: string) => `/admin/api/resources/${resource}/search/somebody`;
const form = (resource: string) => `/admin/api/resources/${resource}/actions/new`;

describe('The console denies', () => {
  for (const [what, { role, target, call, action }] of Object.entries(DENIED)) {
    it(`${what} to a ${role}, on record`, async () => {
      const { console, user } = await consoleAs(role);
      const id = (await target?.())?.id ?? null;
      const { entries, outcome } = await audited(() => call(console, id ?? ''));
      expectOneEntry(entries, user, { action, outcome: 'denied', via: 'console', entity_id: id });
      expect(outcome.status).to.be.oneOf([200, 403, 404]);
      expect(outcome.body.notice?.type ?? 'error').to.equal('error');
    });
  }

  it('what no resource has, to everybody', async () => {
    const { console } = await consoleAs('admin');
    const { id } = await aTask();
    const calls = [
      console.create('events', { title: 'x' }),
      console.act('audit', id, 'delete'),
      console.act('tasks', id, 'bulkDelete'),
    ];
    expect((await Promise.all(calls)).map(({ status }) => status)).to.deep.equal([404, 404, 404]);
  });
});
