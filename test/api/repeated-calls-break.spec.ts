import { expect } from 'chai';
import { type Answer, api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { type ApiScene, count, entries, saysDone } from '../support/api-scenes.js';
import type { IngestBody, TaskBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { describeBreaks } from '../support/cut-each-statement.js';
import { expectError } from '../support/expect-error.js';
import { aUser } from '../support/people.js';
import { anEvent } from '../support/records.js';
import { sql } from '../support/world.js';

const ONCE = { headers: { 'idempotency-key': 'once' } };

/** A call whose key could not be set free counts as under way, for a minute. */
async function insist<Body>(call: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  const answer = await call();
  if (answer.status !== 409) return answer;
  expectError(answer, 'IDEMPOTENCY_IN_PROGRESS');
  clock.advance({ minutes: 1, seconds: 1 });
  return call();
}

async function aCallWithAKey(): Promise<ApiScene> {
  const user = await aUser();
  const call = () => api.as(user).post<TaskBody>('/tasks', { title: 'T' }, ONCE);
  return {
    call,
    saysDone: saysDone(201),
    isThere: async () => {
      const made = await count('SELECT 1 FROM tasks');
      expect(await entries('task.create')).to.equal(made);
      return made === 1;
    },
    afterwards: async (answer) => {
      const again = await insist(call);
      expect(again.status).to.equal(201);
      if (answer.status === 201) expect(again.body).to.deep.equal(answer.body);
      expect(await sql('SELECT id FROM tasks')).to.deep.equal([{ id: again.body.id }]);
    },
  };
}

async function newEventsWithAKey(): Promise<ApiScene> {
  const key = await anApiKey();
  const event = anEvent();
  const call = () => api.as(key).post<IngestBody>('/events', event, ONCE);
  return {
    call,
    saysDone: saysDone(201),
    isThere: async () => (await count('SELECT 1 FROM events')) === 1,
    afterwards: async () => {
      expect((await insist(call)).status).to.equal(201);
      expect(await count('SELECT 1 FROM events')).to.equal(1);
    },
  };
}

describeBreaks('a call with an Idempotency-Key', {
  'a change': aCallWithAKey,
  'new events': newEventsWithAKey,
});
