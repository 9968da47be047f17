import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import type { EventBody, IngestBody, TaskBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { aUser } from '../support/people.js';

const folder = process.env.SAMPLE_EVENTS_DIR;
const files = folder ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];

/** One account of nine digits and shapes that are no EventBridge events are refused, each for its own reason. */
const isAcceptable = (sample: Record<string, unknown>): boolean =>
  'detail-type' in sample && /^\d{12}$/.test(String(sample.account));

describe('Real samples, from the folder that SAMPLE_EVENTS_DIR names', () => {
  it('are there', function () {
    if (!folder) this.skip();
    expect(files).not.to.have.length(0);
  });

  for (const file of files) {
    it(`are taken for what they are: ${file}`, async () => {
      const text = readFileSync(path.join(folder as string, file), 'utf8');
      const sample = JSON.parse(text) as Record<string, unknown>;
      const answer = await api.as(await anApiKey()).post<IngestBody>('/events', text);
      if (!isAcceptable(sample)) return expectError(answer, 'ALL_EVENTS_REJECTED', ['0']);
      expect(answer.status).to.equal(201);
      const user = await aUser();
      const { body } = await api.as(user).get<EventBody>(`/events/${answer.body.items[0]?.id}`);
      expect(body).to.deep.include({
        account: sample.account,
        region: sample.region,
        source: sample.source,
        detail_type: sample['detail-type'],
        detail: sample.detail,
        published_at: Math.floor(Date.parse(sample.time as string) / 1000),
      });
      expect(body.title).to.have.length.within(1, 200);
      const task = await api.as(user).post<TaskBody>(`/events/${body.id}/create-task`);
      expect(task.status).to.equal(201);
      expect(task.body.event_details).to.include({ account: sample.account, source: sample.source });
    });
  }
});
