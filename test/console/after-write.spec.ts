import { expect } from 'chai';
import { readAfterWrite } from '../../src/admin/adminjs/after-write.js';
import { SYSTEM } from '../../src/services/core/access/actor.js';
import { AppError } from '../../src/services/core/errors.js';
import { logLines } from '../support/log-lines.js';
import { deps } from '../support/world.js';

describe('What a page reads after a change', () => {
  const faults = () => logLines.parsed().filter(({ level }) => level === 'error');
  const failing = (error: Error) => readAfterWrite(deps, SYSTEM, () => Promise.reject(error));

  it('is left out where it cannot be read, and a fault of ours is told', async () => {
    expect(await failing(new TypeError('cannot read properties of undefined'))).to.equal(null);
    expect(faults()).to.have.length(1);
    expect(faults()[0]).to.include({ msg: 'the page after a change failed' });
  });

  it('is no fault where somebody may not read it, or the database is away', async () => {
    expect(await failing(new AppError('FORBIDDEN'))).to.equal(null);
    expect(await failing(Object.assign(new Error('shutting down'), { code: '57P01' }))).to.equal(null);
    expect(faults()).to.deep.equal([]);
  });

  it('is there otherwise', async () => {
    expect(await readAfterWrite(deps, SYSTEM, async () => 'the record')).to.equal('the record');
  });
});
