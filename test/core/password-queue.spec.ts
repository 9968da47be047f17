import { setImmediate as breathe } from 'node:timers/promises';
import { expect } from 'chai';
import { PasswordQueue } from '../../src/services/core/access/password-queue.js';
import { AppError } from '../../src/services/core/errors.js';
import { AT_ONCE, SHARE, whileQueued, wholeQueue, wholeShare } from '../support/password-queue.js';

const ONE = '198.51.100.1';
const OTHER = '198.51.100.2';
const THIRD = '2001:db8::3';

/** A queue whose work ends when the test says so, and which notes whose it began. */
class Scene {
  readonly queue = new PasswordQueue(AT_ONCE);
  readonly begun: string[] = [];
  most = 0;
  private readonly ends: (() => void)[] = [];

  ask = (ip: string, hasGone = () => false): Promise<void> =>
    this.queue.run({ ip, hasGone }, () => {
      this.begun.push(ip);
      const done = new Promise<void>((resolve) => this.ends.push(resolve));
      this.most = Math.max(this.most, this.ends.length);
      return done;
    });

  /** Ends what began first, and lets what comes next begin. */
  async endOne(): Promise<void> {
    this.ends.shift()?.();
    await breathe();
  }

  async endAll(): Promise<void> {
    while (this.ends.length > 0) await this.endOne();
  }
}

const refusalOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => null,
    (error: unknown) => error,
  );

describe('The queue of work on passwords', () => {
  it('does two at once and never more, whoever asks, and all in the end', async () => {
    const scene = new Scene();
    const all = [ONE, ONE, ONE, OTHER, THIRD, THIRD, OTHER].map((ip) => scene.ask(ip));
    await breathe();
    expect([scene.begun.length, scene.queue.waiting]).to.deep.equal([AT_ONCE, 5]);
    await scene.endAll();
    await Promise.all(all);
    expect([scene.begun.length, scene.queue.waiting, scene.most]).to.deep.equal([7, 0, AT_ONCE]);
  });

  it('takes turns between addresses: who asks once waits for one of each other', async () => {
    const scene = new Scene();
    const all = [...wholeShare(ONE), ...wholeShare(OTHER), THIRD].map((ip) => scene.ask(ip));
    await scene.endAll();
    await Promise.all(all);
    expect(scene.begun.slice(0, 7)).to.deep.equal([ONE, ONE, ONE, OTHER, THIRD, ONE, OTHER]);
  });

  it('counts an IPv6 network as one address', async () => {
    const queue = new PasswordQueue(AT_ONCE);
    const network = Array.from({ length: SHARE }, (_, index) => `2001:db8:1:2::${index + 1}`);
    await whileQueued(queue, network, async () => {
      const refused = await refusalOf(queue.run({ ip: '2001:db8:1:2:ffff::1' }, async () => 'done'));
      expect(refused).to.be.instanceOf(AppError).and.include({ code: 'RATE_LIMITED' });
    });
  });

  it('gives an address its share, and takes more when that is done', async () => {
    const queue = new PasswordQueue(AT_ONCE);
    await whileQueued(queue, wholeShare(ONE), async () => {
      const refused = await refusalOf(queue.run({ ip: ONE }, async () => 'done'));
      expect(refused).to.be.instanceOf(AppError).and.include({ code: 'RATE_LIMITED' });
    });
    expect(await queue.run({ ip: ONE }, async () => 'done')).to.equal('done');
  });

  it('has an end, and says how long it takes to get there', async () => {
    const queue = new PasswordQueue(AT_ONCE);
    await whileQueued(queue, wholeQueue, async () => {
      const refused = await refusalOf(queue.run({ ip: ONE }, async () => 'done'));
      // 102 by a quarter of a second each, two at a time.
      expect(refused).to.be.instanceOf(AppError).and.include({ code: 'RATE_LIMITED', retryAfter: 13 });
    });
    expect(await queue.run({ ip: ONE }, async () => 'done')).to.equal('done');
  });

  it('leaves the system a share of its own', async () => {
    const queue = new PasswordQueue(AT_ONCE);
    let ours = Promise.resolve('not asked');
    await whileQueued(queue, wholeShare(ONE), async () => {
      ours = queue.run({ ip: null }, async () => 'done');
    });
    expect(await ours).to.equal('done');
  });

  it('does nothing for who is gone when their turn comes', async () => {
    const scene = new Scene();
    const [first, second] = [scene.ask(ONE), scene.ask(ONE)];
    const gone = refusalOf(scene.ask(OTHER, () => true));
    const next = scene.ask(THIRD);
    await scene.endOne();
    expect(await gone).to.be.instanceOf(AppError);
    expect(scene.begun).to.deep.equal([ONE, ONE, THIRD]);
    await scene.endAll();
    await Promise.all([first, second, next]);
  });

  it('goes on after work that failed', async () => {
    const queue = new PasswordQueue(AT_ONCE);
    for (let count = 0; count <= SHARE; count += 1) {
      const failed = await refusalOf(queue.run({ ip: ONE }, () => Promise.reject(new Error('it broke'))));
      expect(failed).to.have.property('message', 'it broke');
    }
    expect(queue.waiting).to.equal(0);
  });
});
