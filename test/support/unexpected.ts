import type { UnexpectedContext } from '../../src/services/core/unexpected.js';
import { deps } from './world.js';

/** What an error tracker hears in each test of this `describe`. */
export function hearUnexpected() {
  const heard: { error: Error; context: UnexpectedContext }[] = [];

  beforeEach(() => {
    heard.length = 0;
    deps.onUnexpected = (error, context) => heard.push({ error, context });
  });

  afterEach(() => {
    deps.onUnexpected = () => undefined;
  });

  return heard;
}
