import { expect } from 'chai';
import { anApiKey } from '../support/api-keys.js';
import { consoleAs, stateOf } from '../support/console.js';
import { aFailedJob } from '../support/jobs.js';
import { anAwsAccount, aStoredEvent, aTask } from '../support/records.js';

const ROLES = ['admin', 'manager', 'user', 'viewer'] as const;

/** Who may do what to a record that is somebody else's; `new` and `list` stand beside them. */
const EXPECTED: Record<string, Record<(typeof ROLES)[number], string>> = {
  events: {
    admin: 'list show edit delete acknowledge createTask',
    manager: 'list show edit delete acknowledge createTask',
    user: 'list show edit acknowledge createTask',
    viewer: 'list show',
  },
  tasks: {
    admin: 'list new show edit delete assignToMe start close comment',
    manager: 'list new show edit assignToMe start close comment',
    user: 'list new show comment',
    viewer: 'list show',
  },
  users: {
    admin: 'list new show edit delete resetPassword',
    manager: 'list show',
    user: '',
    viewer: '',
  },
  aws_accounts: {
    admin: 'list new show edit delete testConnection',
    manager: 'list show testConnection',
    user: '',
    viewer: '',
  },
  monitoring_settings: {
    admin: 'list show edit',
    manager: 'list show',
    user: 'list show',
    viewer: 'list show',
  },
  api_keys: { admin: 'list new show revoke', manager: '', user: '', viewer: '' },
  audit: { admin: 'list show', manager: '', user: '', viewer: '' },
  jobs: { admin: 'list show retry', manager: '', user: '', viewer: '' },
};

describe('The console shows each role what it may do', () => {
  for (const role of ROLES) {
    for (const [resource, roles] of Object.entries(EXPECTED)) {
      const expected = roles[role];
      it(`${resource}, to ${role}`, async () => {
        const { console } = await consoleAs(role);
        await Promise.all([aStoredEvent(), aTask(), anAwsAccount(), anApiKey()]);
        if (resource === 'jobs') await aFailedJob();
        const { resources } = stateOf((await console.get('/admin')).text);
        const allowed = new Set(resources.find(({ id }) => id === resource)?.resourceActions.map(({ name }) => name));
        const list = await console.list(resource);
        const others = (list.body.records ?? []).filter(({ params }) => params.role !== role);
        for (const { name } of others[0]?.recordActions ?? []) allowed.add(name);
        allowed.delete('search');
        expect([...allowed].sort()).to.deep.equal(expected.split(' ').filter(Boolean).sort());
        expect(list.body.notice?.type, 'a list that is denied says so').to.equal(expected ? undefined : 'error');
      });
    }
  }
});
