import { expect } from 'chai';
import { startWorker } from '../../src/jobs/worker.js';
import { allJobs } from '../../src/services/all-jobs.js';
import { createDatabase } from '../support/database-server.js';
import { connect } from '../support/own-database.js';
import { RunningProcess } from '../support/running-process.js';
import { SECRETS } from '../support/secrets.js';
import { deps } from '../support/world.js';

const SCHEDULES = 'SELECT name FROM pgboss.schedule ORDER BY name';

describe('Schedules', function () {
  this.timeout(30_000);

  it('are there once though two workers start at once', async () => {
    const url = await createDatabase('migrated');
    const db = await connect(url);
    const own = { ...deps, db };
    const start = () => startWorker(own, url, allJobs);
    const [one, other] = await Promise.all([start(), start()]);
    expect(await db.query(SCHEDULES)).to.deep.equal([
      { name: 'clean-up' },
      { name: 'events-partitions' },
      { name: 'events-retention' },
    ]);
    await Promise.all([one.stop(), other.stop()]);
    await db.destroy();
  });

  it('are not made by the web role, which has all queues to send to and polls none', async () => {
    const url = await createDatabase('empty');
    const web = new RunningProcess({ DATABASE_URL: url, ...SECRETS, SIGNALBOX_ROLE: 'web' });
    const db = await connect(url);
    try {
      await web.origin();
      const queues = (await db.query('SELECT name FROM pgboss.queue')) as { name: string }[];
      expect(queues.map(({ name }) => name)).to.have.members(allJobs.map(({ name }) => name));
      expect(await db.query(SCHEDULES)).to.deep.equal([]);
      const workers = await db.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
        AND application_name = 'signalbox-jobs'`);
      expect(workers).to.deep.equal([]);
    } finally {
      await db.destroy();
      await web.remove();
    }
  });
});
