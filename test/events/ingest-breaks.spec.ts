import { expect } from 'chai';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { type ApiScene, count, saysDone } from '../support/api-scenes.js';
import type { IngestBody } from '../support/bodies.js';
import { describeBreaks } from '../support/cut-each-statement.js';
import { anEvent } from '../support/records.js';
import { sql } from '../support/world.js';

async function newEvents(): Promise<ApiScene> {
  const key = await anApiKey();
  const events = [anEvent(), anEvent({ source: 'aws.s3' }), anEvent()];
  const call = () => api.as(key).post<IngestBody>('/events', events);
  return {
    call,
    saysDone: saysDone(201),
    isThere: async () => {
      const stored = await count('SELECT 1 FROM events');
      expect(stored).to.be.oneOf([0, 3]);
      return stored === 3;
    },
    afterwards: async () => {
      const { body } = await call();
      expect(body.accepted + body.duplicates).to.equal(3);
      const [counted] = await sql(`SELECT sum(count)::int AS count FROM event_counts WHERE dimension = 'severity'`);
      expect(counted).to.deep.equal({ count: 3 });
    },
  };
}

describeBreaks('ingest', {
  'new events': newEvents,
});
