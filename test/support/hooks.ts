import type { Context } from 'mocha';
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
};
