import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createApp } from '../../src/app.js';
import { deps } from '../support/world.js';

describe('A worker', () => {
  let server: Server;
  let origin: string;

  beforeEach(async () => {
    server = createServer(createApp(deps, { healthOnly: true })).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  it('answers health checks and nothing else', async () => {
    expect((await fetch(`${origin}/health`)).status).to.equal(200);
    for (const path of ['/', '/admin', '/api/v1/tasks', '/api/docs']) {
      const answer = await fetch(`${origin}${path}`);
      expect(answer.status, path).to.equal(404);
      expect(((await answer.json()) as { code: string }).code).to.equal('NOT_FOUND');
    }
  });
});
