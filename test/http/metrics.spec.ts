import { expect } from 'chai';
import PgBoss from 'pg-boss';
import { poolOf } from '../../src/services/core/connection.js';
import { jobFigures } from '../../src/services/jobs/job-figures.js';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { clock } from '../support/clock.js';
import { consoleAs } from '../support/console.js';
import { createDatabase } from '../support/database-server.js';
import { logLines } from '../support/log-lines.js';
import { scrape } from '../support/metrics.js';
import { connect } from '../support/own-database.js';
import { aUser } from '../support/people.js';
import { anEvent, aTask } from '../support/records.js';
import { deps, proxy } from '../support/world.js';

/** Requests are measured when they are over, which their lines tell. */
const told = ({ headers }: { headers: Headers }) =>
  logLines.first(({ request_id, ms }) => ms !== undefined && request_id === headers.get('x-request-id'));

const requests = async (method: string, route: string, status: number): Promise<number> =>
  (await scrape()).value('http_request_duration_seconds_count', { method, route, status: `${status}` }) ?? 0;

describe('The metrics of requests', () => {
  it('know a route by its pattern, below /api and /api/v1 the same', async () => {
    const [user, task] = [await aUser(), await aTask()];
    const before = await requests('GET', '/api/tasks/{id}', 200);
    for (const base of ['/api', '/api/v1']) await told(await api.as(user).get(`/tasks/${task.id}`, { base }));
    expect(await requests('GET', '/api/tasks/{id}', 200)).to.equal(before + 2);
  });

  it('count errors by their status', async () => {
    const before = await requests('GET', '/api/tasks', 401);
    await told(await api.get('/tasks'));
    expect(await requests('GET', '/api/tasks', 401)).to.equal(before + 1);
  });

  it('have one name for all that is unknown, and few for the console: never an id', async () => {
    const { user, console } = await consoleAs('admin');
    for (const path of ['/one', '/two', `/users/${user.id}/three`]) await told(await api.get(path));
    await told(await console.read('users', user.id));
    const routes = new Set(
      (await scrape()).samples('http_request_duration_seconds_count').map(({ labels }) => labels.route),
    );
    expect([...routes].join(' '))
      .to.include('unknown')
      .and.not.match(/one|two|three|[0-9a-f]{8}-/);
    expect([...routes]).to.include('/admin/api/resources/{resourceId}/records/{recordId}/{action}');
  });
});

describe('The metrics of ingest', () => {
  it('tell what became of the events', async () => {
    const key = await anApiKey();
    const event = anEvent();
    const figures = async () => {
      const now = await scrape();
      const outcomes = ['accepted', 'duplicate', 'rejected'];
      return outcomes.map((outcome) => now.value('signalbox_events_ingested_total', { outcome }) as number);
    };
    const [accepted = 0, duplicates = 0, rejected = 0] = await figures();
    await api.as(key).post('/events', [event, event, anEvent(), { source: 'nothing else' }]);
    expect(await figures()).to.deep.equal([accepted + 2, duplicates + 1, rejected + 1]);
  });

  it('measure each transaction, and what waits for one', async () => {
    const key = await anApiKey();
    const figures = async () => {
      const now = await scrape();
      return ['seconds_count', 'events_count', 'events_sum'].map(
        (part) => now.value(`signalbox_event_flush_${part}`) as number,
      );
    };
    const [times = 0, flushes = 0, events = 0] = await figures();
    await api.as(key).post('/events', [anEvent(), anEvent(), anEvent()]);
    expect(await figures()).to.deep.equal([times + 1, flushes + 1, events + 3]);
    expect((await scrape()).value('signalbox_events_waiting')).to.equal(0);
  });
});

describe('The metrics of what the app stands on', () => {
  it('tell the process and the pool', async () => {
    await api.as(await aUser()).get('/tasks');
    const now = await scrape();
    expect(now.value('process_resident_memory_bytes')).to.be.greaterThan(1e6);
    expect(now.samples('nodejs_eventloop_lag_p99_seconds')).to.have.length(1);
    expect(now.value('signalbox_db_pool', { state: 'total' })).to.be.within(1, 10);
    expect(now.value('signalbox_db_pool', { state: 'waiting' })).to.equal(0);
  });

  it('tell how often what is kept for a moment was there', async () => {
    const [user, labels] = [await aUser(), { topic: 'figures' }];
    const reads = async (outcome: string) =>
      (await scrape()).value('signalbox_cache_reads_total', { ...labels, outcome }) ?? 0;
    const [hits, misses] = [await reads('hit'), await reads('miss')];
    await api.as(user).get('/dashboard/stats');
    const missed = (await reads('miss')) - misses;
    expect(missed).to.be.greaterThan(0);
    await api.as(user).get('/dashboard/stats');
    expect((await reads('hit')) + (await reads('miss'))).to.equal(hits + misses + 2 * missed);
  });

  it('are there without the database, and without jobs', async () => {
    clock.advance({ minutes: 1 });
    expect((await scrape()).samples('signalbox_jobs')).to.deep.equal([]);
    await proxy.cut();
    clock.advance({ minutes: 1 });
    const now = await scrape();
    await proxy.restore();
    expect(now.value('signalbox_events_waiting')).to.equal(0);
    expect(now.samples('signalbox_jobs')).to.deep.equal([]);
  });
});

describe('The figures of the jobs', () => {
  it('count them by queue and state, with the age of the oldest, but for those that are done', async () => {
    const db = await connect(await createDatabase('empty'));
    await db.query(PgBoss.getConstructionPlans('pgboss'));
    await db.query(`SELECT pgboss.create_queue('clean-up', '{}')`);
    await db.query(`
      INSERT INTO pgboss.job (name, state, start_after, started_on, completed_on) VALUES
        ('clean-up', 'created', now() - interval '90 seconds', NULL, NULL),
        ('clean-up', 'created', now() - interval '30 seconds', NULL, NULL),
        ('clean-up', 'retry', now() + interval '1 hour', now(), NULL),
        ('clean-up', 'failed', now() - interval '1 day', now(), now() - interval '1 hour'),
        ('clean-up', 'completed', now(), now(), now())`);
    const figures = await jobFigures({ ...deps, db, pool: poolOf(db) });
    await db.destroy();
    const rounded = figures.map(({ state, count, oldest_seconds }) => [state, count, Math.floor(oldest_seconds / 60)]);
    expect(rounded).to.have.deep.members([
      ['created', 2, 1],
      ['retry', 1, 0],
      ['failed', 1, 60],
    ]);
  });
});
