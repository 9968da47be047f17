import { expect } from 'chai';
import { type ConsoleAnswer, type ConsoleClient, consoleAs } from '../support/console.js';
import { describeBreaks, type Scene } from '../support/cut-each-statement.js';
import { aUser, PASSWORD } from '../support/people.js';
import { aTask } from '../support/records.js';
import { origin, sql } from '../support/world.js';

const AWAY = 'The database is away. Try again in a moment.';

/** All went well, or the page says that it did not: as AdminJS says it, or before AdminJS is asked. */
function saysDone({ status, headers, body, text }: ConsoleAnswer): boolean {
  if (status === 503) {
    expect(Number(headers.get('retry-after'))).to.be.at.least(1);
    expect(body.code).to.equal('DATABASE_UNAVAILABLE');
    return false;
  }
  expect(status, text).to.equal(200);
  if (body.notice?.type === 'success') return true;
  expect(body.notice, text).to.include({ type: 'error', message: AWAY });
  return false;
}

/** Whether a statement finds a record, and as many entries as records. */
const isThere = (records: string, action: string) => async (): Promise<boolean> => {
  const found = await sql(records);
  const entries = await sql(`SELECT 1 FROM audit_entries WHERE action = $1 AND outcome = 'success'`, [action]);
  expect(entries).to.have.length(found.length);
  return found.length === 1;
};

const afterwards = (console: ConsoleClient) => async () =>
  expect((await console.list('tasks')).body.notice).to.equal(undefined);

async function anEdit(): Promise<Scene<ConsoleAnswer>> {
  const { console } = await consoleAs('manager');
  const { id } = await aTask();
  return {
    call: () => console.act('tasks', id, 'edit', { title: 'Changed' }),
    saysDone,
    isThere: isThere(`SELECT 1 FROM tasks WHERE title = 'Changed'`, 'task.update'),
    afterwards: afterwards(console),
  };
}

async function anAction(): Promise<Scene<ConsoleAnswer>> {
  const { console } = await consoleAs('manager');
  const { id } = await aTask();
  return {
    call: () => console.act('tasks', id, 'assignToMe'),
    saysDone,
    isThere: isThere('SELECT 1 FROM tasks WHERE assigned_user_id IS NOT NULL', 'task.update'),
    afterwards: afterwards(console),
  };
}

async function aNewKey(): Promise<Scene<ConsoleAnswer>> {
  const { console } = await consoleAs('admin');
  return {
    call: () => console.create('api_keys', { name: 'collector', scopes: ['events:write'] }),
    saysDone: (answer) => {
      const isDone = saysDone(answer);
      // Whoever does not see it now never will.
      if (isDone) expect(answer.body.secret?.value).to.match(/^sbx_/);
      return isDone;
    },
    isThere: isThere('SELECT 1 FROM api_keys', 'api_key.create'),
    afterwards: afterwards(console),
  };
}

async function aRevokedKey(): Promise<Scene<ConsoleAnswer>> {
  const { console } = await consoleAs('admin');
  const { body } = await console.create('api_keys', { name: 'collector', scopes: ['events:write'] });
  return {
    call: () => console.act('api_keys', body.record?.id as string, 'revoke'),
    saysDone,
    isThere: isThere('SELECT 1 FROM api_keys WHERE revoked_at IS NOT NULL', 'api_key.revoke'),
    afterwards: afterwards(console),
  };
}

async function aLogin(): Promise<Scene<Response>> {
  const { email } = await aUser();
  const call = async () => {
    const body = new URLSearchParams({ email, password: PASSWORD });
    const answer = await fetch(`${origin}/admin/login`, { method: 'POST', body, redirect: 'manual' });
    // express-session saves once more before an answer's last byte.
    await answer.clone().arrayBuffer();
    return answer;
  };
  return {
    call,
    saysDone: ({ status, headers }) => {
      if (status === 302) return true;
      expect(status).to.equal(503);
      expect(Number(headers.get('retry-after'))).to.be.at.least(1);
      return false;
    },
    afterwards: async () => expect((await call()).status).to.equal(302),
  };
}

describeBreaks<ConsoleAnswer>('the console', {
  'an edit': anEdit,
  'an action': anAction,
  'a new key': aNewKey,
  'a revoked key': aRevokedKey,
});

describeBreaks('the console’s login', { 'a login': aLogin });
