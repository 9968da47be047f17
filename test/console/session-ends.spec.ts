import { expect } from 'chai';
import { clock } from '../support/clock.js';
import { type ConsoleClient, consoleAs } from '../support/console.js';

const HOUR_SECONDS = 3600;

/** A session that was used just now. */
async function inUse(): Promise<ConsoleClient> {
  const { console } = await consoleAs('user');
  clock.advance({ minutes: 2 });
  expect(await isOpen(console)).to.equal(true);
  return console;
}

const isOpen = async (console: ConsoleClient): Promise<boolean> => (await console.list('tasks')).status === 200;

describe('A console session without a logout', () => {
  it('ends after 12 hours without use', async () => {
    const console = await inUse();
    clock.advance({ hours: 11, minutes: 59 });
    expect(await isOpen(console)).to.equal(true);
    clock.advance({ hours: 12, seconds: 1 });
    expect(await isOpen(console)).to.equal(false);
  });

  it('ends after seven days, however often it is used', async () => {
    const begun = clock.unix();
    const console = await inUse();
    let lasted = 0;
    do {
      lasted = clock.unix() - begun;
      clock.advance({ hours: 11 });
    } while (await isOpen(console));
    expect(lasted / HOUR_SECONDS).to.be.within(7 * 24 - 11, 7 * 24);
  });
});
