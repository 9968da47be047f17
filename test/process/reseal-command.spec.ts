import { expect } from 'chai';
import type { DataSource } from 'typeorm';
import { sealingKeyId } from '../../src/services/core/seal.js';
import { createDatabase } from '../support/database-server.js';
import { connect } from '../support/own-database.js';
import { reseal, startReseal } from '../support/reseal-command.js';
import { SEALED_SECRET, sealedAccounts } from '../support/sealed-accounts.js';
import { SECRETS } from '../support/secrets.js';
import { until } from '../support/until.js';

const under = (SECRETS_KEY: string) => ({ SECRETS_KEY, SECRETS_KEYS_OLD: [] });
const BEFORE = under('what things were sealed under before');
const LOST = under('what somebody sealed under and then lost');
const NOW = under('what things are to be sealed under now');
const GIVEN = { ...SECRETS, SECRETS_KEY: NOW.SECRETS_KEY, SECRETS_KEYS_OLD: BEFORE.SECRETS_KEY };

describe('npm run secrets:reseal', function () {
  this.timeout(60_000);
  let env: Record<string, string>;
  let db: DataSource;

  beforeEach(async () => {
    const DATABASE_URL = await createDatabase('migrated');
    env = { DATABASE_URL, ...GIVEN };
    db = await connect(DATABASE_URL);
  });

  afterEach(() => db.destroy());

  const accounts = (...[keys, count, name]: [typeof NOW, number, string?]) =>
    sealedAccounts((text, values) => db.query(text, values), keys, count, name);

  /** The seals that SECRETS_KEY made, in the order of their accounts. */
  async function done(): Promise<string[]> {
    const found: { sealed: string }[] = await db.query(
      `SELECT secret_access_key_sealed AS sealed FROM aws_accounts
       WHERE starts_with(secret_access_key_sealed, $1) ORDER BY id`,
      [`v2.${sealingKeyId(NOW)}.`],
    );
    return found.map(({ sealed }) => sealed);
  }

  /** Holds it up at an account of the second batch, and does something when the first is done. */
  async function inTheMiddle(id: string, work: (command: ReturnType<typeof startReseal>) => unknown) {
    const somebody = db.createQueryRunner();
    await somebody.startTransaction();
    await somebody.query('SELECT 1 FROM aws_accounts WHERE id = $1 FOR UPDATE', [id]);
    const command = startReseal(env);
    await until('the first batch is done', async () => (await done()).length > 0);
    await work(command);
    await somebody.rollbackTransaction();
    await somebody.release();
    const exit = await command.exit();
    const { output, errors } = command;
    await command.remove();
    return { exit, output, errors };
  }

  it('ends after a batch when it is told to stop, goes on from there, and names what no key opens', async () => {
    const [lost] = await accounts(LOST, 1, 'Lost in "the move"');
    const ids = await accounts(BEFORE, 209);
    const stopped = await inTheMiddle(ids[150] as string, (command) => command.tell('SIGTERM'));
    expect(stopped.exit).to.equal(1);
    expect(stopped.output).to.match(/under SECRETS_KEY: 199\. Not under it: 11\./);
    expect(stopped.errors).to.match(/not done: run it again/);
    const half = await done();

    const { exit, output, errors } = await reseal(env);
    expect(exit).to.equal(1);
    expect(output)
      .to.match(/Sealing anew: 11\n/)
      .and.match(/under SECRETS_KEY: 10\. Not under it: 1\./);
    expect(errors).to.match(/^Cannot be opened: 1\n.*\n.*SECRETS_KEYS_OLD.*or type them again/);
    expect(errors.split('\n')[1]).to.equal(`  aws_accounts ${lost} "Lost in \\"the move\\""`);
    expect(output + errors).not.to.match(new RegExp(`${SEALED_SECRET}|v2\\.|${LOST.SECRETS_KEY}`));
    const whole = await done();
    expect(whole).to.have.length(209);
    expect(whole.slice(0, 199)).to.deep.equal(half);
  });

  it('names each variable that is wrong, and begins nothing', async () => {
    await accounts(BEFORE, 1);
    const { exit, errors } = await reseal({ ...env, SECRETS_KEYS_OLD: 'short' });
    expect(exit).to.equal(1);
    expect(errors).to.equal('SECRETS_KEYS_OLD: must each be at least 32 characters\n');
    expect(await done()).to.deep.equal([]);
  });
});
