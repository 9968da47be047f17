import { expect } from 'chai';
import { api } from '../support/api.js';
import { consoleAs } from '../support/console.js';
import { aUser } from '../support/people.js';

const ORIGIN = 'http://localhost:5173';

describe('X-Request-Id', () => {
  const idFor = async (given?: string) =>
    (await api.get('/auth/me', { headers: given === undefined ? {} : { 'x-request-id': given } })).headers.get(
      'x-request-id',
    );

  it('is the caller’s own when it is sane', async () => {
    for (const sane of ['abc', '550e8400-e29b-41d4-a716-446655440000', '1-67891233:abc.d', 'x'.repeat(100)]) {
      expect(await idFor(sane)).to.equal(sane);
    }
  });

  it('is made anew otherwise', async () => {
    for (const odd of [undefined, '', 'two words', 'x'.repeat(101), '<script>', 'a"b', 'ü', 'Root=1-67891233']) {
      const id = await idFor(odd);
      expect(id).not.to.equal(odd);
      expect(id).to.match(/^[0-9a-f-]{36}$/);
    }
    expect(await idFor()).not.to.equal(await idFor());
  });

  it('is on every answer, whatever it is', async () => {
    for (const path of ['/health', '/api/openapi.json', '/api/docs', '/nothing', '/api/v1/tasks', '/api/v1/%']) {
      expect((await api.get(path, { base: '' })).headers.get('x-request-id'), path).to.be.a('string');
    }
  });
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    api.call('OPTIONS', '/tasks', {
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization,if-match',
      },
    });

  it('lets pages of the listed origins call', async () => {
    for (const origin of ['http://localhost:3000', 'http://localhost:3001', ORIGIN]) {
      const { status, headers } = await preflight(origin);
      expect(status).to.equal(204);
      expect(headers.get('access-control-allow-origin')).to.equal(origin);
      expect(headers.get('access-control-allow-methods')).to.include('PUT').and.include('PATCH').and.include('DELETE');
      expect(headers.get('access-control-allow-headers')).to.equal('authorization,if-match');
      expect(headers.get('vary')).to.match(/Origin/);
    }
  });

  it('lets them read what is in headers', async () => {
    const { headers } = await api.as(await aUser()).get('/tasks', { headers: { origin: ORIGIN } });
    expect(headers.get('access-control-allow-origin')).to.equal(ORIGIN);
    for (const name of ['ETag', 'X-Request-Id', 'Retry-After', 'RateLimit-Remaining', 'Content-Disposition']) {
      expect(headers.get('access-control-expose-headers')).to.include(name);
    }
  });

  it('lets them read errors, too', async () => {
    const { status, headers } = await api.get('/tasks', { headers: { origin: ORIGIN } });
    expect(status).to.equal(401);
    expect(headers.get('access-control-allow-origin')).to.equal(ORIGIN);
  });

  it('is not kept for other origins by what keeps an answer for all', async () => {
    const { headers } = await api.get('/api/docs/assets/swagger-ui.css', { base: '', headers: { origin: ORIGIN } });
    expect(headers.get('access-control-allow-origin')).to.equal(ORIGIN);
    expect(headers.get('cache-control')).to.match(/^public/);
    expect(headers.get('vary'))
      .to.match(/Origin/)
      .and.match(/Accept-Encoding/);
  });

  it('lets nobody else, and nobody with cookies', async () => {
    for (const origin of ['http://evil.example', 'http://localhost:5174', 'https://localhost:5173', 'null']) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin'), origin).to.equal(null);
    }
    expect((await preflight(ORIGIN)).headers.get('access-control-allow-credentials')).to.equal(null);
    const { headers } = await api.get('/admin/login', { base: '', headers: { origin: ORIGIN } });
    expect(headers.get('access-control-allow-origin')).to.equal(null);
  });
});

describe('Cache-Control', () => {
  it('lets nobody keep an answer of API or console', async () => {
    const user = api.as(await aUser());
    const { console } = await consoleAs('viewer');
    for (const { headers } of [
      await user.get('/auth/me'),
      await user.get('/tasks'),
      await api.get('/tasks'),
      await api.get('/api/openapi.json', { base: '' }),
      await api.get('/admin/login', { base: '' }),
      await console.get('/admin'),
      await console.get('/admin/api/dashboard'),
      await console.get('/admin/api/nothing'),
      await api.get('/health', { base: '' }),
      await api.get('/nothing', { base: '' }),
    ]) {
      expect(headers.get('cache-control')).to.equal('no-store');
    }
  });

  it('lets everybody keep what is the same for all', async () => {
    for (const path of ['/api/docs/assets/swagger-ui.css', '/admin/assets/signalbox.svg']) {
      expect((await api.get(path, { base: '' })).headers.get('cache-control'), path).to.match(/^public, max-age=\d+/);
    }
  });
});

describe('Security headers', () => {
  it('allow nothing from other hosts, and no frame around us', async () => {
    for (const path of ['/api/docs', '/admin/login', '/health']) {
      const { headers } = await api.get(path, { base: '' });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy, path).to.include("default-src 'self'").and.include("frame-ancestors 'none'");
      expect(policy.match(/script-src [^;]*/)?.[0]).not.to.match(/unsafe|\*|https?:/);
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('x-powered-by')).to.equal(null);
    }
  });
});
