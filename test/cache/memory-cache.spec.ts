import { expect } from 'chai';
import type { Cache } from '../../src/services/core/cache/cache.js';
import { clock } from '../support/clock.js';
import { deps } from '../support/world.js';

/** Says how often it was asked. */
const counter = () => {
  let count = 0;
  return async () => ++count;
};

describe('The cache of a process', () => {
  let cache: Cache;

  beforeEach(() => {
    clock.set('2026-03-10T12:00:00Z');
    cache = deps.cache;
  });

  it('loads once for all who come meanwhile, and for those who come later', async () => {
    const load = counter();
    const asked = Array.from({ length: 5 }, () => cache.get('figures', 'a', 1000, load));
    expect(await Promise.all(asked)).to.deep.equal([1, 1, 1, 1, 1]);
    expect(await cache.get('figures', 'a', 1000, load)).to.equal(1);
    expect(await cache.get('figures', 'b', 1000, load)).to.equal(2);
  });

  it('keeps no failure', async () => {
    const fail = () => Promise.reject(new Error('away'));
    const failed = await cache.get<number>('figures', 'a', 1000, fail).catch((error: Error) => error.message);
    expect(failed).to.equal('away');
    expect(await cache.get('figures', 'a', 1000, counter())).to.equal(1);
  });

  it('asks the app’s clock when a value has run out, and keeps none from the future', async () => {
    const load = counter();
    await cache.get('figures', 'a', 1000, load);
    clock.set('2026-03-10T12:00:00.999Z');
    expect(await cache.get('figures', 'a', 1000, load)).to.equal(1);
    clock.set('2026-03-10T12:00:01Z');
    expect(await cache.get('figures', 'a', 1000, load)).to.equal(2);
    clock.set('2026-03-10T11:00:00Z');
    expect(await cache.get('figures', 'a', 1000, load)).to.equal(3);
  });

  it('keeps nothing for longer than a second where a drop in another process would not be heard', async () => {
    const load = counter();
    await cache.get('figures', 'a', 60_000, load);
    clock.advance({ seconds: 1 });
    expect(await cache.get('figures', 'a', 60_000, load)).to.equal(2);
  });

  it('forgets a topic and no other, and what was on its way when it was dropped', async () => {
    const load = counter();
    await cache.get('severity-rules', '', 1000, load);
    let arrive: (value: string) => void = () => {};
    const old = cache.get('figures', 'a', 1000, () => new Promise<string>((resolve) => (arrive = resolve)));
    cache.drop('figures');
    expect(await cache.get('figures', 'a', 1000, async () => 'new')).to.equal('new');
    arrive('old');
    expect(await old).to.equal('old');
    expect(await cache.get('figures', 'a', 1000, async () => 'newer')).to.equal('new');
    expect(await cache.get('severity-rules', '', 1000, load)).to.equal(1);
  });

  it('lets go of what was not asked for the longest time', async () => {
    const load = counter();
    for (let key = 0; key <= 100; key++) await cache.get('figures', String(key), 1000, load);
    expect(await cache.get('figures', '100', 1000, load)).to.equal(101);
    expect(await cache.get('figures', '0', 1000, load)).to.equal(102);
  });

  it('takes what survives JSON, and nothing else', async () => {
    const at = clock.now();
    await cache.get('figures', 'a', 1000, async () => ({ at: at.getTime(), by: ['x', null] }));
    // @ts-expect-error A date would come back from Redis as a text.
    await cache.get('figures', 'b', 1000, async () => ({ at }));
  });
});
