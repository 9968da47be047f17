import { expect } from 'chai';
import { Task } from '../../src/entities/task.entity.js';
import { type Caller, SYSTEM } from '../../src/services/core/access/actor.js';
import { AppError } from '../../src/services/core/errors.js';
import { rows } from '../../src/services/core/read/sql.js';
import { type Context, Refusal } from '../../src/services/core/write/context.js';
import { operation } from '../../src/services/core/write/operation.js';
import { perform } from '../../src/services/core/write/perform.js';
import { audited } from '../support/audit.js';
import { logLines } from '../support/log-lines.js';
import { aUser, callerOf } from '../support/people.js';
import { aTask } from '../support/records.js';
import { deps, sql } from '../support/world.js';

/** Changes the title of every task; what it says to the audit log is the test's to choose. */
const rename = (after: (ctx: Context) => unknown, caller: Caller = SYSTEM) =>
  perform(
    deps,
    caller,
    operation({
      permission: 'tasks:update',
      action: 'task.update',
      entity: 'task',
      work: async (ctx) => {
        await ctx.manager.update(Task, { status: 'open' }, { title: 'Renamed' });
        return after(ctx);
      },
    }),
  ).catch((error: unknown) => error);

/** Of the app, but for the connection that asks. */
const OPEN_TRANSACTIONS = `SELECT count(*)::int AS open FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'signalbox' AND state LIKE 'idle in transaction%'`;

const titles = async () => (await sql<{ title: string }>('SELECT title FROM tasks')).map(({ title }) => title);

const change = { entity_id: null, before: null, after: { title: 'Renamed', password: 'open sesame' } };

describe('Every write', () => {
  beforeEach(async () => {
    await aTask({ title: 'Before' });
  });

  it('fails, and undoes what it did, when it leaves no audit entry', async () => {
    const { outcome, entries } = await audited(() => rename(() => undefined));
    expect(outcome)
      .to.be.instanceOf(Error)
      .and.have.property('message')
      .that.matches(/no audit entry/);
    expect(entries).to.deep.equal([]);
    expect(await titles()).to.deep.equal(['Before']);
  });

  it('is undone together with its entry when it fails', async () => {
    const { outcome, entries } = await audited(() =>
      rename((ctx) => {
        ctx.audit(change);
        throw new AppError('NOT_FOUND');
      }),
    );
    expect(outcome).to.be.instanceOf(AppError);
    expect(entries).to.deep.equal([]);
    expect(await titles()).to.deep.equal(['Before']);
  });

  it('may refuse and keep what it wrote, noted as a refusal', async () => {
    const { outcome, entries } = await audited(() =>
      rename((ctx) => {
        ctx.audit(change);
        return new Refusal(new AppError('INVALID_CREDENTIALS'));
      }),
    );
    expect(outcome).to.include({ code: 'INVALID_CREDENTIALS' });
    expect(entries.map(({ outcome: ended }) => ended)).to.deep.equal(['refused']);
    expect(await titles()).to.deep.equal(['Renamed']);
  });

  it('redacts secrets in its entry, however it names them', async () => {
    const after = {
      password: 'open sesame',
      nested: [{ api_token: 'open sesame' }],
      title: 'T',
      must_change_password: true,
    };
    const { entries } = await audited(() => rename((ctx) => ctx.audit({ ...change, after })));
    expect(entries[0]?.after).to.deep.equal({
      password: '[redacted]',
      nested: [{ api_token: '[redacted]' }],
      title: 'T',
      must_change_password: true,
    });
  });

  it('prepares after the check of the permission, before the transaction, and not for whom it is shut to', async () => {
    const steps: string[] = [];
    const slow = operation({
      permission: 'tasks:update',
      action: 'task.update',
      entity: 'task',
      prepare: async (core) => {
        const [row] = await rows<{ open: number }>(core, OPEN_TRANSACTIONS);
        steps.push(`prepared beside ${row?.open} transactions`);
        return 'prepared';
      },
      work: async (ctx, { prepared }) => {
        steps.push(`worked with what was ${prepared}`);
        ctx.audit(change);
      },
    });
    const viewer = callerOf(await aUser({ role: 'viewer' }));
    await perform(deps, viewer, slow).catch((error: unknown) => expect(error).to.include({ code: 'FORBIDDEN' }));
    expect(steps).to.deep.equal([]);
    await perform(deps, SYSTEM, slow);
    expect(steps).to.deep.equal(['prepared beside 0 transactions', 'worked with what was prepared']);
  });

  it('does what follows on it once others can see it, which cannot fail it any more', async () => {
    const seen: string[][] = [];
    const outcome = await rename((ctx) => {
      ctx.audit(change);
      ctx.afterCommit(async () => {
        seen.push(await titles());
      });
      ctx.afterCommit(() => {
        throw new Error('a listener fell over');
      });
      return 'done';
    });
    expect(outcome).to.equal('done');
    expect(seen).to.deep.equal([['Renamed']]);
    expect(logLines.all()).to.contain('a listener fell over');
  });

  it('is undone when the user loses the role while it is under way, and denied once', async () => {
    const caller = callerOf(await aUser({ role: 'admin' }));
    const { outcome, entries } = await audited(() =>
      rename(async (ctx) => {
        ctx.audit(change);
        await sql(`UPDATE users SET role = 'viewer' WHERE id = $1`, [caller.actor.id]);
      }, caller),
    );
    expect(outcome).to.include({ code: 'FORBIDDEN' });
    expect(entries.map(({ outcome: ended }) => ended)).to.deep.equal(['denied']);
    expect(await titles()).to.deep.equal(['Before']);
  });

  it('goes through with the role that the user has meanwhile, where that may do it, too', async () => {
    const caller = callerOf(await aUser({ role: 'admin' }));
    await sql(`UPDATE users SET role = 'manager' WHERE id = $1`, [caller.actor.id]);
    const { outcome, entries } = await audited(() => rename((ctx) => ctx.audit(change), caller));
    expect(outcome).to.equal(undefined);
    expect(entries.map(({ outcome: ended }) => ended)).to.deep.equal(['success']);
    expect(await titles()).to.deep.equal(['Renamed']);
  });

  it('asks for the role that the user has now, not at the start of the call', async () => {
    const caller = callerOf(await aUser({ role: 'admin' }));
    await sql(`UPDATE users SET role = 'viewer' WHERE id = $1`, [caller.actor.id]);
    expect(await rename((ctx) => ctx.audit(change), caller)).to.include({ code: 'FORBIDDEN' });
    await sql('UPDATE users SET is_active = false WHERE id = $1', [caller.actor.id]);
    expect(await rename((ctx) => ctx.audit(change), caller)).to.include({ code: 'UNAUTHENTICATED' });
    expect(await titles()).to.deep.equal(['Before']);
  });
});
