import { expect } from 'chai';
import { createApp } from '../../src/app.js';
import { api } from '../support/api.js';
import { withServer } from '../support/own-app.js';
import { deps, proxy } from '../support/world.js';

const get = (path: string) => api.get<Record<string, unknown>>(path, { base: '' });

describe('Health', () => {
  it('is told without login', async () => {
    const { status, body } = await get('/health');
    expect(status).to.equal(200);
    expect(body).to.include({ status: 'ok', db: 'ok' });
    expect((await get('/health/live')).body).to.deep.equal({ status: 'ok' });
    expect((await get('/health/ready')).status).to.equal(200);
    expect((await get('/health/db')).body).to.deep.equal({ status: 'ok' });
  });

  it('is 503 without the database, but the process lives', async () => {
    await proxy.cut();
    for (const path of ['/health', '/health/ready', '/health/db']) {
      const { status, body } = await get(path);
      expect(status, path).to.equal(503);
      expect(body).to.include({ status: 'unavailable' });
    }
    expect((await get('/health/live')).status).to.equal(200);
    await proxy.restore();
    expect((await get('/health')).status).to.equal(200);
  });

  it('takes a stopping process out of rotation, while it goes on answering', () =>
    withServer(createApp(deps, { stopping: AbortSignal.abort(), healthOnly: true }), async (origin) => {
      expect((await fetch(`${origin}/health/ready`)).status).to.equal(503);
      expect(await (await fetch(`${origin}/health`)).json()).to.include({ status: 'stopping', db: 'ok' });
      const { status, headers } = await fetch(`${origin}/health/live`);
      expect(status).to.equal(200);
      expect(headers.get('connection')).to.equal('close');
    }));
});
