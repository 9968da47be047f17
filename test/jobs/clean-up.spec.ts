import { expect } from 'chai';
import { cleanUp } from '../../src/services/core/write/clean-up.js';
import { clock } from '../support/clock.js';
import { aUser } from '../support/people.js';
import { deps, sql } from '../support/world.js';

describe('The clean-up', () => {
  it('forgets sessions a month after their end, and no others', async () => {
    clock.set('2026-03-01T12:00:00Z');
    const [ended, open] = [await aUser(), await aUser()];
    await sql('UPDATE sessions SET ended_at = $2 WHERE id = $1', [ended.session_id, clock.now()]);
    await sql(`UPDATE sessions SET expires_at = '2027-01-01' WHERE id = $1`, [open.session_id]);
    const left = async () =>
      (await sql<{ user_id: string }>('SELECT user_id FROM sessions')).map(({ user_id }) => user_id);
    clock.advance({ days: 29 });
    await cleanUp(deps);
    expect(await left()).to.have.members([ended.id, open.id]);
    clock.advance({ days: 2 });
    await cleanUp(deps);
    expect(await left()).to.deep.equal([open.id]);
  });

  it('forgets answers a day after, and limits that are over', async () => {
    clock.set('2026-03-01T12:00:00Z');
    await sql(`INSERT INTO idempotency_keys (scope, key, body_hash, created_at) VALUES ('s', 'k', 'h', $1)`, [
      clock.now(),
    ]);
    await sql(`INSERT INTO rate_limits (key, points, expire) VALUES ('login:x', 1, $1)`, [
      clock.now().getTime() + 60_000,
    ]);
    const left = () => sql('SELECT 1 FROM idempotency_keys UNION ALL SELECT 1 FROM rate_limits');
    await cleanUp(deps);
    expect(await left()).to.have.length(2);
    clock.advance({ hours: 25 });
    await cleanUp(deps);
    expect(await left()).to.have.length(0);
  });
});
