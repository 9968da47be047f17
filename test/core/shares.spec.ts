import { setImmediate as breathe } from 'node:timers/promises';
import { expect } from 'chai';
import { type Actor, ANONYMOUS, NO_REQUEST, SYSTEM } from '../../src/services/core/access/actor.js';
import { Shares } from '../../src/services/core/access/shares.js';
import { AppError } from '../../src/services/core/errors.js';

const actorOf = (id: string): Actor => ({ type: 'key', id, name: id, scopes: [], accounts: null });

describe('What one caller does at once', () => {
  let ends: (() => void)[];
  let begun: string[];
  let shares: Shares;

  beforeEach(() => {
    [ends, begun, shares] = [[], [], new Shares(10)];
  });

  const begin = (actor: Actor, name = 'work'): Promise<string> =>
    shares.run({ actor, request: NO_REQUEST }, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
      return name;
    });

  const endAll = async (): Promise<void> => {
    while (ends.length > 0) {
      ends.shift()?.();
      await breathe();
    }
  };

  it('is a third of what there is; the rest waits, in its order, and keeps no other waiting', async () => {
    const names = Array.from({ length: 7 }, (_, at) => `call ${at}`);
    const all = names.map((name) => begin(actorOf('one'), name));
    const other = begin(actorOf('other'), 'of the other');
    expect(begun).to.deep.equal(['call 0', 'call 1', 'call 2', 'of the other']);
    await endAll();
    expect(await Promise.all([...all, other])).to.deep.equal([...names, 'of the other']);
    expect(begun.slice(4)).to.deep.equal(names.slice(3));
  });

  it('is at least one', async () => {
    shares = new Shares(2);
    const both = [begin(actorOf('one')), begin(actorOf('one'))];
    expect(begun).to.have.length(1);
    await endAll();
    await Promise.all(both);
  });

  it('is not told of strangers, nor of the system', async () => {
    const all = [ANONYMOUS, SYSTEM.actor].flatMap((actor) => Array.from({ length: 20 }, () => begin(actor)));
    expect(begun).to.have.length(40);
    await endAll();
    await Promise.all(all);
  });

  it('is not done for who has hung up while it waited', async () => {
    const all = Array.from({ length: 3 }, () => begin(actorOf('one')));
    const request = { ...NO_REQUEST, hasGone: () => true };
    const gone = shares.run({ actor: actorOf('one'), request }, async () => begun.push('for nobody'));
    const failed = gone.catch((error: unknown) => error);
    await endAll();
    await Promise.all(all);
    expect(await failed).to.be.instanceOf(AppError);
    expect(begun).to.deep.equal(['work', 'work', 'work']);
  });

  it('has an end, which is told', async () => {
    const all = Array.from({ length: 203 }, () => begin(actorOf('one')));
    const refused = await begin(actorOf('one')).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(AppError).and.include({ code: 'RATE_LIMITED', retryAfter: 1 });
    await endAll();
    await Promise.all(all);
    const more = begin(actorOf('one'));
    await endAll();
    await more;
  });

  it('goes on after work that failed', async () => {
    for (let count = 0; count < 10; count++) {
      const failed = shares.run({ actor: actorOf('one'), request: NO_REQUEST }, () =>
        Promise.reject(new Error('it broke')),
      );
      expect(await failed.catch((error: Error) => error.message)).to.equal('it broke');
    }
  });
});
