import { expect } from 'chai';
import { api } from '../support/api.js';
import { type ApiScene, answersAgain, type Call, count, entries, saysDone } from '../support/api-scenes.js';
import { describeBreaks } from '../support/cut-each-statement.js';
import { aUser } from '../support/people.js';
import { aTask } from '../support/records.js';

async function aRead(): Promise<ApiScene> {
  const user = await aUser();
  const call: Call = () => api.as(user).get('/tasks');
  return { call, saysDone: saysDone(200), afterwards: answersAgain(call, 200) };
}

async function aChange(): Promise<ApiScene> {
  const user = await aUser({ role: 'manager' });
  const { id } = await aTask();
  const call: Call = () => api.as(user).put(`/tasks/${id}`, { title: 'Changed' });
  return {
    call,
    saysDone: saysDone(200),
    isThere: async () => {
      const changed = await count(`SELECT 1 FROM tasks WHERE title = 'Changed'`);
      expect(await entries('task.update')).to.equal(changed);
      return changed === 1;
    },
    afterwards: answersAgain(call, 200),
  };
}

async function aNewUser(): Promise<ApiScene> {
  const user = await aUser({ role: 'admin' });
  const fields = { email: 'new@example.com', full_name: 'New', role: 'viewer', password: 'a battery of staples' };
  const call: Call = () => api.as(user).post('/users', fields);
  const made = () => count('SELECT 1 FROM users WHERE email = $1', [fields.email]);
  return {
    call,
    saysDone: saysDone(201),
    isThere: async () => {
      expect(await entries('user.create')).to.equal(await made());
      return (await made()) === 1;
    },
    afterwards: async () => answersAgain(call, (await made()) === 1 ? 409 : 201)(),
  };
}

/** Of a viewer by the door, of a user by the record that is another's. */
const aDenial = (role: 'viewer' | 'user') => async (): Promise<ApiScene> => {
  const user = await aUser({ role });
  const { id } = await aTask();
  const call: Call = () => api.as(user).put(`/tasks/${id}`, { title: 'Changed' });
  return {
    call,
    saysDone: saysDone(403),
    isThere: async () => (await entries('task.update', 'denied')) === 1,
    afterwards: answersAgain(call, 403),
  };
};

async function aConflict(): Promise<ApiScene> {
  const user = await aUser({ role: 'admin' });
  const other = await aUser();
  const call: Call = () => api.as(user).put(`/users/${other.id}`, { email: user.email });
  return { call, saysDone: saysDone(409), afterwards: answersAgain(call, 409) };
}

describeBreaks('a call', {
  'a read': aRead,
  'a change': aChange,
  'a new user': aNewUser,
  'a denial at the door': aDenial('viewer'),
  'a denial at the record': aDenial('user'),
  'a conflict': aConflict,
});
