import type { Route } from '../../src/api/route.js';
import { ACCESS, TARGETS, type TargetName } from '../access/access-table.js';
import { type Api, api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import type { AuditBody, LoginBody, PageBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { aUser, PASSWORD } from '../support/people.js';
import { anAwsAccount, aStoredEvent, aTask } from '../support/records.js';

/** A small Signalbox, always the same: what the examples are about. */
export interface Scene {
  admin: Api;
  collector: Api;
  /** Of the records, by what the access table calls them. */
  ids: Partial<Record<TargetName, string>> & { user: string; task: string };
}

const EMAIL = 'ada@example.com';
const DUE = Date.parse('2030-03-05T17:00:00Z') / 1000;

const EVENT = {
  version: '0',
  id: 'c0ffee00-0000-4000-8000-000000000001',
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: '111122223333',
  time: '2026-03-02T08:55:00Z',
  region: 'eu-west-1',
  resources: ['arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-latency'],
  detail: { alarmName: 'orders-latency', state: { value: 'ALARM', reason: 'Threshold crossed: 812 > 500' } },
};

const ACCOUNT = {
  account_id: '111122223333',
  account_name: 'Production',
  region: 'eu-west-1',
  role_arn: 'arn:aws:iam::111122223333:role/signalbox',
  external_id: 'signalbox',
};

const SERVICE = {
  service_name: 'RDS',
  enabled: true,
  polling_interval: 300,
  thresholds: { cpu: 80 },
  resource_filters: { tag: 'production' },
  severity_rules: [{ metric: 'cpu', operator: '>=', value: 90, severity: 'critical' }],
};

export async function setScene(): Promise<Scene> {
  clock.set('2026-03-02T09:00:00Z');
  const ada = await aUser({ email: EMAIL, full_name: 'Ada Admin', role: 'admin', last_login: clock.now() });
  const uma = await aUser({ email: 'uma@example.com', full_name: 'Uma User', responsible_province: 'Utrecht' });
  const admin = api.as(ada);
  const event = await aStoredEvent(EVENT);
  const { id: account } = await anAwsAccount(ACCOUNT);
  const key = await anApiKey({ created_by: ada.id, scopes: ['events:write'] });
  await admin.put('/config/monitoring', { services: [SERVICE] });
  const { id: task } = await aTask({ by: ada, title: 'Rotate the keys', assigned_user_id: uma.id, due_date: DUE });
  await admin.post(`/tasks/${task}/comments`, { comment: 'Waiting for the window on Thursday.' });
  const { body: log } = await admin.get<PageBody<AuditBody>>('/audit?action=task.comment');
  const entry = log.items[0]?.id ?? '';
  return { admin, collector: api.as(key), ids: { user: uma.id, event, task, account, key: key.id, entry } };
}

type Body = (scene: Scene) => unknown;

const ownName = () => ({ full_name: 'Ada A. Admin' });
const passwords = () => ({ current_password: PASSWORD, new_password: 'seven green bottles on the wall' });
const renamed = () => ({ account_name: 'Production (Ireland)' });

const logIn = async (): Promise<LoginBody> =>
  (await api.post<LoginBody>('/auth/login', { email: EMAIL, password: PASSWORD })).body;

/** What is sent, by the name of the call, where the access table's body tells a reader too little. */
const BODIES: Record<string, Body> = {
  logIn: () => ({ email: EMAIL, password: PASSWORD, remember_me: true }),
  refresh: async () => ({ refresh_token: (await logIn()).refresh_token }),
  logOut: () => ({ all: true }),
  changePassword: passwords,
  changeMyPassword: passwords,
  updateMe: ownName,
  updateProfile: ownName,
  createUser: () => ({ email: 'max@example.com', full_name: 'Max Manager', role: 'manager' }),
  updateUser: () => ({ role: 'manager', responsible_province: null }),
  ingestEvents: () => [{ ...EVENT, id: 'c0ffee00-0000-4000-8000-000000000002', time: '2026-03-02T08:59:00Z' }, EVENT],
  annotateEvent: () => ({ acknowledged: true, notes: 'The same as on Monday.', tags: ['on call'] }),
  createTaskFromEvent: ({ ids }) => ({ assigned_user_id: ids.user, due_date: DUE }),
  createTask: ({ ids }) => ({
    title: 'Raise the limit of the queue',
    description: 'It fills up every Monday.',
    priority: 'high',
    assigned_user_id: ids.user,
    due_date: DUE,
  }),
  updateTask: () => ({ title: 'Rotate all keys', priority: 'critical' }),
  setTaskStatus: () => ({ status: 'closed' }),
  updateTasks: ({ ids }) => ({ ids: [ids.task], set: { status: 'in_progress', priority: 'high' } }),
  commentTask: () => ({ comment: 'Done for two of three.' }),
  createAwsAccount: () => ({ ...ACCOUNT, account_id: '444455556666', account_name: 'Staging' }),
  updateAwsAccount: renamed,
  putDefaultAwsAccount: renamed,
  updateMonitoring: () => ({ services: [SERVICE], global_settings: { data_retention_days: 30 } }),
  createApiKey: () => ({ name: 'EventBridge', scopes: ['events:write'], accounts: ['111122223333'] }),
};

/** The call with the scene's record in it, as far as the scene has one; of long lists the first is enough. */
export async function callOf({ method, path, name }: Route, scene: Scene): Promise<{ address: string; body: unknown }> {
  const { target, body } = ACCESS[`${method.toUpperCase()} ${path}`] ?? {};
  const id = target ? (scene.ids[target] ?? (await TARGETS[target]())) : '';
  const query = ['/users', '/audit'].includes(path) && method === 'get' ? '?limit=1' : '';
  return { address: `${path.replace('{id}', id)}${query}`, body: await (BODIES[name]?.(scene) ?? body?.(id)) };
}
