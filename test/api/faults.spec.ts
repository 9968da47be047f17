import { expect } from 'chai';
import { api } from '../support/api.js';
import { expectError } from '../support/expect-error.js';
import { logLines } from '../support/log-lines.js';
import { aUser } from '../support/people.js';
import { aTask } from '../support/records.js';
import { sql } from '../support/world.js';

describe('A fault of ours', () => {
  beforeEach(async () => {
    await aTask({ title: 'what-they-looked-for' });
    await sql('ALTER TABLE task_comments RENAME TO mislaid');
  });
  afterEach(() => sql('ALTER TABLE mislaid RENAME TO task_comments'));

  it('is a plain 500 that tells nothing, and is logged with its request', async () => {
    const user = await aUser();
    const answer = await api
      .as(user)
      .get('/tasks?search=what-they-looked-for', { headers: { 'x-request-id': 'fault-1' } });
    expectError(answer, 'INTERNAL');
    expect(answer.body).not.to.have.property('details');
    const line = logLines.parsed().find(({ request_id }) => request_id === 'fault-1');
    expect(line).to.include({ level: 'error', msg: 'INTERNAL' });
    expect(JSON.stringify(line)).to.include('task_comments').and.not.include('what-they-looked-for');
    expect(logLines.all()).not.to.include(user.token);
  });
});
