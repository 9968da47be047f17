import { request } from 'node:http';
import { expect } from 'chai';
import express from 'express';
import { errorPage } from '../../src/admin/login/error-page.js';
import { requireAllowedHost } from '../../src/http/allowed-hosts.js';
import { sendErrors } from '../../src/http/error-response.js';
import { identifyRequest } from '../../src/http/request-info.js';
import { withServer } from '../support/own-app.js';
import { config, deps, origin } from '../support/world.js';

/** The status of a request that names this host; `fetch` would name its own. */
const statusFor = (base: string, host: string, path = '/'): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request(`${base}${path}`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on('error', reject).end();
  });

const STRANGE = ['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '10.0.0.1', 'x'.repeat(300)];

describe('A request for a host', () => {
  it('that is none of ours is refused, whatever it asks for', async () => {
    for (const host of STRANGE) {
      for (const path of ['/', '/api/v1/tasks', '/api/openapi.json', '/admin/login', '/admin/assets/signalbox.svg']) {
        expect(await statusFor(origin, host, path), `${host} ${path}`).to.equal(400);
      }
    }
  });

  it('of this machine is answered, and for health and metrics whatever host is named', async () => {
    for (const host of ['localhost', 'LOCALHOST:3000', '127.0.0.1:80', '[::1]:3000']) {
      expect(await statusFor(origin, host, '/admin/login'), host).to.equal(200);
    }
    for (const path of ['/health', '/health/live', '/metrics']) {
      expect(await statusFor(origin, 'evil.example', path), path).to.equal(200);
    }
  });

  it('that the configuration names is answered', async () => {
    const named = {
      ...config,
      PUBLIC_URL: 'https://Signalbox.example.com:8443/',
      ALLOWED_HOSTS: ['app', 'Internal.example'],
    };
    const app = express().use(identifyRequest, requireAllowedHost(named), (_req, res) => {
      res.end();
    });
    await withServer(app.use(sendErrors(deps, errorPage)), async (own) => {
      for (const host of ['signalbox.example.com', 'app:3000', 'internal.example', 'localhost']) {
        expect(await statusFor(own, host), host).to.equal(200);
      }
      for (const host of STRANGE) expect(await statusFor(own, host), host).to.equal(400);
    });
  });
});
