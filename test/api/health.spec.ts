import { expect } from 'chai';
import { api } from '../support/api.js';
import { aUser } from '../support/people.js';
import { proxy, setStopping } from '../support/world.js';

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

  it('takes a stopping process out of rotation, while it goes on answering', async () => {
    const user = await aUser();
    setStopping(true);
    expect((await get('/health/ready')).status).to.equal(503);
    expect((await get('/health')).body).to.include({ status: 'stopping', db: 'ok' });
    expect((await get('/health/live')).status).to.equal(200);
    const { status, headers } = await api.as(user).get('/tasks');
    expect(status).to.equal(200);
    expect(headers.get('connection')).to.equal('close');
  });
});
