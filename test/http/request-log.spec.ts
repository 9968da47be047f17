import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { errorPage } from '../../src/admin/login/error-page.js';
import { sendErrors } from '../../src/http/error-response.js';
import { createHttpMetrics } from '../../src/http/metrics.js';
import { identifyRequest } from '../../src/http/request-info.js';
import { tellRequests } from '../../src/http/request-log.js';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { consoleAs, stranger } from '../support/console.js';
import { logLines } from '../support/log-lines.js';
import { withServer } from '../support/own-app.js';
import { aUser } from '../support/people.js';
import { anEvent, aTask } from '../support/records.js';
import { deps, origin, sql } from '../support/world.js';

const lineOf = (requestId: string | null) =>
  logLines.first(({ request_id, ms }) => request_id === requestId && ms !== undefined);

const lineTo = async (answer: { headers: Headers }) => lineOf(answer.headers.get('x-request-id'));

describe('The log line of a request', () => {
  it('tells who called what, how it ended, and how long it took', async () => {
    const [user, task] = [await aUser(), await aTask()];
    const line = await lineTo(await api.as(user).get(`/tasks/${task.id}`, { headers: { 'x-request-id': 'line-1' } }));
    expect(line).to.include({
      level: 'info',
      msg: 'request',
      method: 'GET',
      route: '/api/tasks/{id}',
      status: 200,
      request_id: 'line-1',
      actor_id: user.id,
    });
    expect(line.ms).to.be.a('number').and.be.greaterThan(0);
    expect(Math.round((line.ms as number) * 10) / 10).to.equal(line.ms);
    expect(Object.keys(line)).to.have.members([
      'level',
      'time',
      'msg',
      'method',
      'route',
      'status',
      'ms',
      'request_id',
      'actor_id',
    ]);
  });

  it('names the key that called', async () => {
    const key = await anApiKey();
    const line = await lineTo(await api.as(key).post('/events', anEvent()));
    expect(line).to.include({ route: '/api/events', status: 201, actor_id: key.id });
  });

  it('is there once for each request, whatever became of it', async () => {
    const user = await aUser({ role: 'viewer' });
    const calls = {
      'GET /api/tasks 401': () => api.get('/tasks'),
      'GET /api/audit 403': () => api.as(user).get('/audit'),
      'PATCH /api/tasks/{id} 405': () => api.as(user).call('PATCH', '/tasks/1', { body: {} }),
      'POST /api/auth/login 422': () => api.post('/auth/login', { email: 'x' }),
      'GET unknown 404': () => api.get('/nothing/of/this/name'),
      'GET unknown 400': () => api.get('/tasks/%'),
      'GET /api/docs/assets/swagger-ui.css 200': () => api.get('/docs/assets/swagger-ui.css', { base: '/api' }),
      'GET /api/openapi.json 200': () => api.get('/openapi.json'),
      'GET / 302': () => api.get('/', { base: '' }),
    };
    for (const [expected, call] of Object.entries(calls)) {
      logLines.clear();
      const { method, route, status } = await lineTo(await call());
      expect(`${method} ${route} ${status}`).to.equal(expected);
      expect(logLines.parsed().filter(({ ms }) => ms !== undefined)).to.have.length(1);
    }
  });

  it('is the same for the console, by patterns of its own', async () => {
    const { user, console } = await consoleAs('admin');
    const task = await aTask();
    const calls = {
      'GET /admin 200': () => console.get('/admin'),
      'GET /admin/api/resources/{resourceId}/actions/{action} 200': () => console.list('tasks', 'filters.title=hidden'),
      'POST /admin/api/resources/{resourceId}/records/{recordId}/{action} 200': () =>
        console.act('tasks', task.id, 'close'),
      'GET /admin/change-password 200': () => console.get('/admin/change-password'),
      'GET /admin/api/* 404': () => console.get('/admin/api/resources/nothing/actions/list'),
    };
    for (const [expected, call] of Object.entries(calls)) {
      const { method, route, status, actor_id } = await lineTo(await call());
      expect(`${method} ${route} ${status}`).to.equal(expected);
      expect(actor_id).to.equal(user.id);
    }
    const denied = await lineTo(await stranger.get(`/admin/resources/tasks/records/${task.id}/show?secret=1`));
    expect(denied).to.include({ route: '/admin/*', status: 302 }).and.not.have.property('actor_id');
    expect(await lineTo(await stranger.get('/admin/api/dashboard'))).to.include({ route: '/admin/api/*', status: 401 });
  });

  it('holds no value of an address and nothing of a body', async () => {
    const user = await aUser({ role: 'admin' });
    await lineTo(await api.as(user).get('/tasks?search=what-they-looked-for'));
    await lineTo(await api.as(user).get('/users/their-private-id?x=what-they-looked-for'));
    await lineTo(await api.as(user).post('/tasks', { title: 'what-they-wrote', description: 'what-they-wrote' }));
    await lineTo(await api.post('/auth/login', { email: 'them@example.com', password: 'their-password' }));
    await lineTo(await stranger.get('/admin/login?next=what-they-looked-for'));
    expect(logLines.all()).not.to.match(/what-they|their-|them@/);
  });

  it('goes to debug for health checks and metrics, which machines ask for all the time', async () => {
    for (const path of ['/health', '/health/live', '/health/db', '/metrics']) {
      const { level, route } = await lineTo(await api.get(path, { base: '' }));
      expect([level, route]).to.deep.equal(['debug', path]);
    }
  });

  it('stands beside the error of a fault of ours, through both doors', async () => {
    const [{ console }, user] = [await consoleAs('admin'), await aUser({ role: 'admin' })];
    await sql('ALTER TABLE aws_accounts RENAME TO mislaid');
    try {
      for (const [answer, route] of [
        [await api.as(user).get('/config/aws-accounts'), '/api/config/aws-accounts'],
        [await console.list('aws_accounts'), '/admin/api/resources/{resourceId}/actions/{action}'],
      ] as const) {
        expect(await lineTo(answer)).to.include({ level: 'info', status: 500, route });
        const requestId = answer.headers.get('x-request-id');
        const error = logLines.parsed().find(({ level, request_id }) => level === 'error' && request_id === requestId);
        expect(error).to.include({ msg: 'INTERNAL', where: 'request', route });
      }
    } finally {
      await sql('ALTER TABLE mislaid RENAME TO aws_accounts');
    }
  });

  it('says so when the client hung up', async () => {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    const head = [
      'POST /api/auth/login HTTP/1.1',
      'Host: localhost',
      'X-Request-Id: hung-up',
      'Content-Type: application/json',
    ];
    socket.end(`${head.join('\r\n')}\r\nContent-Length: 100\r\n\r\n{"email":`);
    expect(await lineOf('hung-up')).to.include({ msg: 'client hung up', status: 499, route: '/api/auth/login' });
    if (!socket.closed) await once(socket.resume(), 'close');
  });

  it('says so when an answer broke off, and the client can tell', () => {
    const app = express();
    app.use(identifyRequest, tellRequests(deps.log, createHttpMetrics(deps)));
    app.get('/half', (_req, res) => {
      res.write('half an answ');
      throw new Error('something tore');
    });
    app.use(sendErrors(deps, errorPage));
    return withServer(app, async (own) => {
      const answer = await fetch(`${own}/half`, { headers: { 'x-request-id': 'half' } })
        .then(
          (response) => response.text(),
          () => 'broken off',
        )
        .catch(() => 'broken off');
      expect(answer).to.equal('broken off');
      expect(await lineOf('half')).to.include({ msg: 'answer broke off', status: 200, route: '/half' });
      expect(logLines.parsed().find(({ level }) => level === 'error')).to.include({ request_id: 'half' });
    });
  });
});

describe('The caller’s trace', () => {
  const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
  const traced = async (traceparent: string) => lineTo(await api.get('/tasks', { headers: { traceparent } }));

  it('goes from traceparent into log lines', async () => {
    expect(await traced(`00-${TRACE}-00f067aa0ba902b7-01`)).to.include({ trace_id: TRACE });
  });

  it('goes beside errors', async () => {
    const user = await aUser();
    await sql('ALTER TABLE task_comments RENAME TO mislaid');
    try {
      await api.as(user).get('/tasks', { headers: { traceparent: `00-${TRACE}-00f067aa0ba902b7-00` } });
    } finally {
      await sql('ALTER TABLE mislaid RENAME TO task_comments');
    }
    expect(await logLines.first(({ level }) => level === 'error')).to.include({ trace_id: TRACE });
  });

  it('is left out when it is none', async () => {
    for (const odd of [
      '',
      TRACE,
      `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
      `00-${TRACE}-${'0'.repeat(16)}-01`,
      `00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01`,
      `ff-${TRACE}-00f067aa0ba902b7-01`,
      `00-${TRACE}-00f067aa0ba902b7-01-more`,
    ]) {
      expect(await traced(odd), odd).not.to.have.property('trace_id');
    }
  });
});
