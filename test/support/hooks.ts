import type { Context } from 'mocha';
import { clock } from './clock.js';
import { orderBySeed } from './order.js';

/** In every process that runs tests. The world is imported late: in parallel runs the first process runs none. */
export const mochaHooks = {
  async beforeAll(this: Context): Promise<void> {
    this.timeout(60_000);
    if (this.test?.parent) orderBySeed(this.test.parent);
    const { startWorld } = await import('./world.js');
    await startWorld();
  },
  async beforeEach(): Promise<void> {
    const { resetWorld } = await import('./world.js');
    await resetWorld();
  },
  /** And not before the next: a spec that is being loaded may read the clock, and no test before it may have moved it. */
  afterEach(): void {
    clock.reset();
  },
};
