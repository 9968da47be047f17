import { expect } from 'chai';
import { api } from '../support/api.js';
import type { LoginBody, PageBody, TaskBody, UserBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { aUser, PASSWORD, type TestUser } from '../support/people.js';
import { anAwsAccount, aStoredEvent, aTask } from '../support/records.js';

type Json = Record<string, unknown>;

interface Sendable {
  /** What answers the record, each under the name of the call. */
  answers: (admin: TestUser) => Promise<{ [call: string]: Json }>;
  /** Where it may be sent back to. */
  writes: (record: Json) => [method: 'PUT' | 'PATCH', path: string][];
}

const read = async <Body = Json>(by: TestUser, path: string): Promise<Body> =>
  (await api.as(by).get<Body>(path)).body as Body;
const first = async (by: TestUser, path: string): Promise<Json> =>
  (await read<PageBody<Json>>(by, path)).items[0] as Json;

const RECORDS: { [name: string]: Sendable } = {
  'A user': {
    answers: async (admin) => {
      const fields = { email: 'new@example.com', full_name: 'New', role: 'user', responsible_province: 'Utrecht' };
      const { body: made } = await api.as(admin).post<UserBody>('/users', fields);
      return {
        'POST /users': made,
        'POST /users/{id}/reset-password': (await api.as(admin).post<Json>(`/users/${made.id}/reset-password`)).body,
        'GET /users/{id}': await read(admin, `/users/${made.id}`),
        'GET /users': await first(admin, '/users?search=new'),
      };
    },
    writes: ({ id }) => [['PUT', `/users/${id}`]],
  },
  'One’s own user': {
    answers: async (admin) => {
      const { body } = await api.post<LoginBody>('/auth/login', { email: admin.email, password: PASSWORD });
      return {
        'POST /auth/login': body.user,
        'GET /auth/me': await read(admin, '/auth/me'),
        'GET /users/me': await read(admin, '/users/me'),
        'GET /users/profile': await read(admin, '/users/profile'),
      };
    },
    writes: ({ id }) => [
      ['PUT', '/users/me'],
      ['PUT', '/users/profile'],
      ['PUT', `/users/${id}`],
    ],
  },
  'A task': {
    answers: async (admin) => {
      const event = await aStoredEvent();
      const { body } = await api.as(admin).post<TaskBody>(`/events/${event}/create-task`, { due_date: 1_900_000_000 });
      await api.as(admin).post(`/tasks/${body.id}/comments`, { comment: 'On it.' });
      const status = await api.as(admin).put<Json>(`/tasks/${body.id}/status`, { status: 'closed' });
      return {
        'PUT /tasks/{id}/status': status.body,
        'GET /tasks/{id}': await read(admin, `/tasks/${body.id}`),
        'GET /tasks': await first(admin, '/tasks'),
      };
    },
    writes: ({ id }) => [
      ['PUT', `/tasks/${id}`],
      ['PUT', `/tasks/${id}/status`],
    ],
  },
  'An event': {
    answers: async (admin) => {
      const id = await aStoredEvent({ severity: 2 });
      const said = { acknowledged: true, notes: 'Known.', tags: ['night'] };
      return {
        'PATCH /events/{id}': (await api.as(admin).patch<Json>(`/events/${id}`, said)).body,
        'GET /events/{id}': await read(admin, `/events/${id}`),
        'GET /events': await first(admin, '/events'),
      };
    },
    writes: ({ id }) => [['PATCH', `/events/${id}`]],
  },
  'An AWS account': {
    answers: async (admin) => {
      const role_arn = 'arn:aws:iam::123456789012:role/signalbox';
      const keys = { access_key_id: 'AKIAIOSFODNN7EXAMPLE', secret_access_key: 'not a secret of anybody' };
      const { id } = await anAwsAccount({ role_arn, external_id: 'sesame', ...keys });
      return {
        'GET /config/aws-accounts/{id}': await read(admin, `/config/aws-accounts/${id}`),
        'GET /config/aws': await read(admin, '/config/aws'),
        'GET /config/aws-accounts': (await read<Json[]>(admin, '/config/aws-accounts'))[0] as Json,
      };
    },
    writes: ({ id }) => [
      ['PUT', `/config/aws-accounts/${id}`],
      ['PUT', '/config/aws'],
    ],
  },
  'The monitoring settings': {
    answers: async (admin) => {
      const rule = { metric: 'CPU', operator: '>=', value: 90, severity: 'critical' };
      const settings = {
        services: [{ service_name: 'EC2', severity_rules: { conditions: [rule] } }, { service_name: 'S3' }],
        thresholds: { CPU: 80 },
        resource_filters: ['i-1'],
        global_settings: { alert_slack_webhook: 'https://hooks.slack.com/services/T000/B000/part' },
      };
      return {
        'PUT /config/monitoring': (await api.as(admin).put<Json>('/config/monitoring', settings)).body,
        'GET /config/monitoring': await read(admin, '/config/monitoring'),
      };
    },
    writes: () => [['PUT', '/config/monitoring']],
  },
};

/** What every write moves on. */
const without = ({ updated_at: _at, updated_by: _by, version: _version, ...rest }: Json): Json => rest;

describe('What the API answered, sent back', () => {
  for (const [name, { answers, writes }] of Object.entries(RECORDS)) {
    it(`is taken and changes nothing: ${name}`, async () => {
      clock.set('2026-03-01T12:00:00Z');
      const admin = await aUser({ role: 'admin' });
      for (const [call, answered] of Object.entries(await answers(admin))) {
        for (const [method, path] of writes(answered)) {
          const read = path.replace(/\/status$/, '');
          const { body: before } = await api.as(admin).get<Json>(read);
          clock.advance({ minutes: 1 });
          const where = `the answer of ${call}, sent to ${method} ${path}`;
          const { status, body } = await api.as(admin).call<Json>(method, path, { body: answered });
          expect(status, `${where}: ${JSON.stringify(body)}`).to.equal(200);
          expect(without(body), where).to.deep.equal(without(before));
        }
      }
    });
  }

  it('is refused with a name that no answer knows', async () => {
    const admin = await aUser({ role: 'admin' });
    const { id } = await aTask({ by: admin });
    const task = await read(admin, `/tasks/${id}`);
    expect((await api.as(admin).put(`/tasks/${id}`, { ...task, nick: 1 })).status).to.equal(422);
  });
});
