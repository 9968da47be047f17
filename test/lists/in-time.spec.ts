import { expect } from 'chai';
import { inTime } from '../../src/services/core/read/in-time.js';
import { plannedRows } from '../../src/services/core/read/sql.js';
import { deps } from '../support/world.js';

const way = { milliseconds: 50, plans: 'any' as const };

describe('A statement with a time of its own', () => {
  it('is given up by the database when that is over, and leaves its connection as it was', async () => {
    const slow = await inTime(deps, way, (on) => plannedRows(on, 'SELECT pg_sleep(20)', []));
    expect(slow).to.equal(undefined);
    const [after] = await plannedRows<{ statement_timeout: string }>(deps, 'SHOW statement_timeout', []);
    expect(after?.statement_timeout).to.equal('30s');
  });

  it('does not hide other failures', async () => {
    const wrong = await inTime(deps, way, (on) => plannedRows(on, 'SELECT 1 / 0', [])).catch(String);
    expect(wrong).to.match(/division by zero/);
  });
});
