import { expect } from 'chai';
import { createApp } from '../../src/app.js';
import { withServer } from '../support/own-app.js';
import { deps } from '../support/world.js';

describe('A worker', () => {
  it('answers health checks and metrics, and nothing else', () =>
    withServer(createApp(deps, { healthOnly: true }), async (origin) => {
      for (const path of ['/health', '/metrics']) expect((await fetch(`${origin}${path}`)).status).to.equal(200);
      for (const path of ['/', '/admin', '/api/v1/tasks', '/api/docs']) {
        const answer = await fetch(`${origin}${path}`);
        expect(answer.status, path).to.equal(404);
        expect(((await answer.json()) as { code: string }).code).to.equal('NOT_FOUND');
      }
    }));
});
