import { request } from 'node:http';
import { expect } from 'chai';
import { logIn } from '../../src/services/auth/log-in.js';
import { ANONYMOUS } from '../../src/services/core/access/actor.js';
import { perform } from '../../src/services/core/write/perform.js';
import type { Deps } from '../../src/services/deps.js';
import { makeFirstAdministrator } from '../../src/services/users/first-administrator.js';
import { eventually } from '../support/eventually.js';
import { logLines } from '../support/log-lines.js';
import { scrape } from '../support/metrics.js';
import { withOwnDeps } from '../support/own-database.js';
import { passwordCalls } from '../support/password-calls.js';
import { hashesComparedIn, hashingIn } from '../support/password-hashes.js';
import { lookingAtEach, SHARE, whileQueued, wholeShare } from '../support/password-queue.js';
import { PASSWORD } from '../support/people.js';
import { deps, origin, sql } from '../support/world.js';

/** How many pieces of work each is: to compare, to score, to hash. */
const TURNS = {
  'a login': 1,
  'a login of nobody': 1,
  'a login to the console': 1,
  'a change of one’s own': 3,
  'a change in the console': 3,
  'a new user with a password': 2,
  'a new user without': 1,
  'a changed user': 2,
  'a reset': 1,
};

/** Nobody who waits for a password may keep a connection from others, and with it the locks of a transaction. */
const noConnectionIsHeld = ({ pool }: Deps) =>
  eventually(() => pool.idleCount === pool.totalCount && pool.waitingCount === 0);

describe('Passwords', () => {
  const { people, ...calls } = passwordCalls();

  for (const [what, call] of Object.entries({ ...calls.api, ...calls.console })) {
    it(`${what}: each piece of work waits for its turn, and none holds a connection`, async () => {
      let status = 0;
      const work = async () => {
        status = (await call()).status;
      };
      const turns = await lookingAtEach(deps.passwordQueues, () => noConnectionIsHeld(deps), work);
      expect(turns).to.equal(TURNS[what as keyof typeof TURNS]);
      expect(status).to.be.oneOf(what === 'a login of nobody' ? [401] : [200, 201, 204, 302]);
    });
  }

  it('the first administrator’s: its work waits for its turn, and holds no connection', async () => {
    await withOwnDeps(async (own) => {
      const make = () => makeFirstAdministrator(own);
      expect(await lookingAtEach(own.passwordQueues, () => noConnectionIsHeld(own), make)).to.equal(1);
    });
  });

  it('are hashed two at once and never more, however many ask', async () => {
    const attempts = (ip: string) =>
      [1, 2].map((attempt) => {
        const input = { email: `${attempt}@example.com`, password: PASSWORD };
        const caller = { actor: ANONYMOUS, via: 'api', request: { id: null, ip, user_agent: null } } as const;
        return perform(deps, caller, logIn, { input }).catch(() => undefined);
      });
    const all = () => Promise.all(['192.0.2.1', '192.0.2.2', '192.0.2.3'].flatMap(attempts));
    expect(await hashingIn(all)).to.deep.equal({ hashes: 6, atOnce: 2 });
  });

  it('that wait are told in the metrics', async () => {
    const waiting = async () => (await scrape()).value('signalbox_passwords_waiting');
    expect(await waiting()).to.equal(0);
    await whileQueued(deps.passwordQueues.hashing, wholeShare('192.0.2.1'), async () => {
      expect(await waiting()).to.equal(SHARE - 2);
    });
  });

  it('have their turn when another address has too many in work', async () => {
    let login: Promise<{ status: number }> | undefined;
    await whileQueued(deps.passwordQueues.hashing, wholeShare('192.0.2.1'), async () => {
      login = calls.api['a login']();
      await eventually(() => deps.passwordQueues.hashing.waiting === SHARE - 1);
    });
    expect((await login)?.status).to.equal(200);
  });

  it('have their turn while others are scored, and the other way round', async () => {
    const { hashing, scoring } = deps.passwordQueues;
    await whileQueued(scoring, wholeShare('192.0.2.1'), async () => {
      expect((await calls.api['a login']()).status).to.equal(200);
    });
    let created: Promise<{ status: number }> | undefined;
    await whileQueued(hashing, wholeShare('192.0.2.1'), async () => {
      created = calls.api['a new user with a password']();
      await eventually(() => hashing.waiting === SHARE - 1);
    });
    expect((await created)?.status).to.equal(201);
  });

  it('of who has hung up meanwhile are not compared', async () => {
    const { hashing } = deps.passwordQueues;
    const hashes = await hashesComparedIn(async () => {
      await whileQueued(hashing, wholeShare('192.0.2.1'), async () => {
        const headers = { 'content-type': 'application/json' };
        const leaving = request(`${origin}/api/auth/login`, { method: 'POST', headers }).on('error', () => undefined);
        leaving.end(JSON.stringify({ email: people.user.email, password: PASSWORD }));
        await eventually(() => hashing.waiting === SHARE - 1);
        leaving.destroy();
        await logLines.first(({ msg }) => msg === 'client hung up');
      });
      // What comes later has its turn later.
      expect((await calls.api['a login']()).status).to.equal(200);
    });
    expect(hashes).to.have.length(1);
    const logins = await sql(`SELECT outcome FROM audit_entries WHERE action = 'auth.login'`);
    expect(logins).to.deep.equal([{ outcome: 'success' }]);
  });
});
