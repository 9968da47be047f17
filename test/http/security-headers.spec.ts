import { expect } from 'chai';
import express from 'express';
import { securityHeaders } from '../../src/http/security-headers.js';
import { api } from '../support/api.js';
import { consoleAs } from '../support/console.js';
import { withServer } from '../support/own-app.js';
import { config } from '../support/world.js';

/** The headers of an answer where people reach the console at this address. */
async function headersAt(publicUrl: string): Promise<Headers> {
  const app = express().use(securityHeaders({ ...config, PUBLIC_URL: publicUrl }));
  app.use((_req, res) => {
    res.end();
  });
  let headers = new Headers();
  await withServer(app, async (origin) => {
    headers = (await fetch(origin)).headers;
  });
  return headers;
}

describe('What browsers are told', () => {
  it('keep browsers on https for a year, with all names below, where the console is reached by it', async () => {
    const https = (await headersAt('https://signalbox.example.com')).get('strict-transport-security') ?? '';
    const [, seconds] = /^max-age=(\d+); includeSubDomains$/.exec(https) ?? [];
    expect(Number(seconds)).to.be.at.least(365 * 24 * 3600);
    expect((await headersAt('http://localhost:3000')).get('strict-transport-security')).to.equal(null);
  });

  it('leave no plugin, no other base, and no form and no address to other hosts', async () => {
    for (const path of ['/api/docs', '/admin/login', '/api/tasks', '/nothing']) {
      const { headers } = await api.get(path, { base: '' });
      const policy = (headers.get('content-security-policy') ?? '').split(';');
      expect(policy, path).to.include.members(["object-src 'none'", "base-uri 'none'", "form-action 'self'"]);
      expect(headers.get('referrer-policy'), path).to.equal('same-origin');
      expect(headers.get('cross-origin-resource-policy'), path).to.equal('same-origin');
    }
  });
});

describe('Content-Type', () => {
  it('says what an answer is, and that it is UTF-8', async () => {
    const types = {
      '/health': 'application/json',
      '/api/tasks': 'application/json',
      '/api/docs': 'text/html',
      '/api/docs/assets/swagger-ui.css': 'text/css',
      '/api/docs/start.js': 'text/javascript',
      '/admin/login': 'text/html',
      '/admin/assets/signalbox.svg': 'image/svg+xml',
      '/admin/frontend/assets/app.bundle.js': 'text/javascript',
    };
    for (const [path, type] of Object.entries(types)) {
      const { headers } = await api.get(path, { base: '' });
      expect(headers.get('content-type')?.toLowerCase(), path).to.equal(`${type}; charset=utf-8`);
    }
    const { console } = await consoleAs('viewer');
    expect((await console.get('/admin')).headers.get('content-type')).to.equal('text/html; charset=utf-8');
  });
});
