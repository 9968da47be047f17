import { expect } from 'chai';
import { SYSTEM } from '../../src/services/core/access/actor.js';
import { eventsNeedingAttention } from '../../src/services/dashboard/attention.js';
import { lastDayStats } from '../../src/services/dashboard/last-day.js';
import { warmUp } from '../../src/services/dashboard/warm-up.js';
import { countedTotal } from '../../src/services/events/event-counts.js';
import { clock } from '../support/clock.js';
import { logLines } from '../support/log-lines.js';
import { anEvent, ingested } from '../support/records.js';
import { deps, proxy } from '../support/world.js';

describe('The warm-up', () => {
  beforeEach(() => clock.set('2026-03-10T12:30:00Z'));

  it('has what dashboards ask first before they ask', async () => {
    await ingested(anEvent({ severity: 5, time: '2026-03-10T12:00:00Z', detail: { state: 'stopped' } }));
    await warmUp(deps);
    await proxy.cut();
    expect(await countedTotal(deps)).to.equal(1);
    expect(await lastDayStats(deps, SYSTEM)).to.include({ total: 1, affected_accounts: 1 });
    expect(await eventsNeedingAttention(deps, SYSTEM)).to.include({ total: 1, critical: 1 });
  });

  it('fails nothing when the database is away', async () => {
    await proxy.cut();
    await warmUp(deps);
    expect(logLines.all()).to.include('the figures were not warmed up');
  });
});
