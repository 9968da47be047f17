import { createHmac, randomBytes } from 'node:crypto';
import { aUser, openSession, type TestUser } from './people.js';
import { config, origin, sql } from './world.js';

/** What AdminJS answers; which parts are there depends on the action. */
export interface ConsoleBody {
  code?: string;
  notice?: { type: string; message: string };
  redirectUrl?: string;
  secret?: { label: string; value: string };
  report?: { success: boolean };
  record?: ConsoleRecord;
  records?: ConsoleRecord[];
  meta?: { total: number };
}

export interface ConsoleRecord {
  id: string;
  params: Record<string, unknown>;
  errors: Record<string, { message: string }>;
  recordActions: { name: string }[];
  /** The records that it refers to, by the property. */
  populated: Record<string, { title: string }>;
}

export interface ConsoleAnswer {
  status: number;
  headers: Headers;
  text: string;
  body: ConsoleBody;
}

type Fields = Record<string, string | string[]>;

/** A console session in a jar of its own. */
export class ConsoleClient {
  constructor(
    private readonly cookie: string,
    private readonly csrf: string,
  ) {}

  head = (path: string): Promise<ConsoleAnswer> => this.send('HEAD', path);
  get = (path: string): Promise<ConsoleAnswer> => this.send('GET', path);

  /** A form, as AdminJS sends it. */
  post(path: string, fields: Fields = {}): Promise<ConsoleAnswer> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (typeof value === 'string') form.set(name, value);
      else for (const [index, item] of value.entries()) form.set(`${name}.${index}`, item);
    }
    return this.send('POST', path, form);
  }

  /** A body as it is. */
  raw = (path: string, body: string, type: string, more: Record<string, string> = {}) =>
    this.send('POST', path, body, { 'content-type': type, ...more });

  list = (resource: string, query = '') => this.get(`/admin/api/resources/${resource}/actions/list?${query}`);
  create = (resource: string, fields: Fields) => this.post(`/admin/api/resources/${resource}/actions/new`, fields);
  act = (resource: string, id: string, action: string, fields: Fields = {}) =>
    this.post(`/admin/api/resources/${resource}/records/${id}/${action}`, fields);
  read = (resource: string, id: string, action = 'show') =>
    this.get(`/admin/api/resources/${resource}/records/${id}/${action}`);

  /** The same session, with another token or none. */
  withToken = (token: string): ConsoleClient => new ConsoleClient(this.cookie, token);

  private async send(
    method: string,
    path: string,
    body: FormData | string | null = null,
    more: Record<string, string> = {},
  ): Promise<ConsoleAnswer> {
    const headers = { cookie: this.cookie, ...(this.csrf && { 'x-xsrf-token': this.csrf }), ...more };
    const response = await fetch(`${origin}${path}`, { method, headers, body, redirect: 'manual' });
    const text = await response.text();
    const isJson = text.startsWith('{');
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
  }
}

/** Somebody without a session. */
export const stranger = new ConsoleClient('', '');

/** A session as a login leaves it: hashing a password for each test would take most of its time. */
export async function consoleOf(user: TestUser): Promise<ConsoleClient> {
  const sid = randomBytes(24).toString('base64url');
  const csrf = randomBytes(32).toString('base64url');
  const { session_id } = await openSession(user.id, 'console');
  const session = { cookie: { path: '/admin' }, passport: { user: session_id }, csrf };
  await sql(`INSERT INTO console_sessions VALUES ($1, $2, 'infinity')`, [sid, session]);
  const signature = createHmac('sha256', config.SESSION_SECRET).update(sid).digest('base64').replace(/=+$/, '');
  return new ConsoleClient(`signalbox.sid=${encodeURIComponent(`s:${sid}.${signature}`)}`, csrf);
}

export const consoleAs = async (role: TestUser['role']): Promise<{ user: TestUser; console: ConsoleClient }> => {
  const user = await aUser({ role });
  return { user, console: await consoleOf(user) };
};

interface State {
  resources: { id: string; resourceActions: { name: string }[] }[];
}

/** What the page tells the browser that this user may do. */
export function stateOf(page: string): State {
  const [, state = '{}'] = /window\.REDUX_STATE = (.*);\n/.exec(page) ?? [];
  return JSON.parse(state) as State;
}
