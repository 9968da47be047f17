import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { AppError } from '../../src/services/core/errors.js';
import { normaliseEvent } from '../../src/services/events/normalise/normalise-event.js';
import { clock } from '../support/clock.js';
import { withOwnDeps } from '../support/own-database.js';
import { anEvent } from '../support/records.js';

/** As many as one transaction takes, again and again the same: what waits is counted, not what is new. */
const batch = () => {
  const row = normaliseEvent(JSON.stringify(anEvent()), [], clock.now());
  const received = { ...row, created_at: clock.now(), api_key_id: randomUUID(), request_id: null };
  return Array.from({ length: 1000 }, () => received);
};

describe('More events than can be written', () => {
  it('are refused with when to come again, and what was taken is written', () =>
    withOwnDeps(async ({ db, eventWriter }) => {
      const lock = db.createQueryRunner();
      await lock.startTransaction();
      await lock.query('LOCK TABLE events IN ACCESS EXCLUSIVE MODE');
      const events = batch();
      // One transaction is under way, and fifty more wait.
      const taken = Array.from({ length: 51 }, () => eventWriter.write(events, 1));
      let refusal: unknown;
      try {
        await eventWriter.write(events, 1);
      } catch (error) {
        refusal = error;
      }
      expect(refusal).to.be.instanceOf(AppError).and.include({ code: 'OVERLOADED', status: 503 });
      expect((refusal as AppError).retryAfter).to.be.at.least(1);
      await lock.commitTransaction();
      await lock.release();
      const written = (await Promise.all(taken)).flat();
      expect(written.filter((outcome) => outcome === 'accepted')).to.have.length(1);
      expect(await eventWriter.write(events.slice(0, 1), 1)).to.deep.equal(['duplicate']);
    }));

  it('are counted by their bytes, too', () =>
    withOwnDeps(async ({ eventWriter }) => {
      let refusal: unknown;
      try {
        await eventWriter.write(batch(), 200 * 1024 * 1024);
      } catch (error) {
        refusal = error;
      }
      expect(refusal).to.include({ code: 'OVERLOADED' });
    }));
});
