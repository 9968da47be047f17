import { absent, ago, type Table } from './table.js';

export const TASKS: Table = {
  plain: () => ({}),
  open: () => ({ status: 'open' }),
  'high or critical': () => ({ priority: 'high,critical' }),
  'of nobody': () => ({ assigned_user_id: 'none' }),
  mine: () => ({ assigned_user_id: 'me' }),
  overdue: () => ({ overdue: 'true' }),
  'a week in the past': (run: number) => ({ start_date: ago(37 + run), end_date: ago(30 + run) }),
  'open and critical': () => ({ status: 'open', priority: 'critical' }),
  'overdue and critical': () => ({ overdue: 'true', priority: 'critical' }),
  'open, sort=due_date': () => ({ status: 'open', sort: 'due_date' }),
  ...Object.fromEntries(
    ['created_at', 'updated_at', 'due_date', 'closed_at', 'title', 'status', 'priority']
      .flatMap((name) => [name, `-${name}`])
      .concat('-priority,due_date', 'status,-title')
      .map((sort) => [`sort=${sort}`, () => ({ sort })]),
  ),
  'row 25,000': () => ({ page: 1250 }),
  'row 25,000, sort=due_date': () => ({ sort: 'due_date', page: 1250 }),
  'search: common word': () => ({ search: 'restart' }),
  'search: rare word': (run: number) => ({ search: `host-${((run * 7919) % 65_536).toString(16)}` }),
  'search: absent word': (run: number) => ({ search: absent(run) }),
  'search: two words that never meet': () => ({ search: 'runbook customer' }),
  'search: phrase': () => ({ search: '"the customer waits"' }),
  'search: three words': () => ({ search: 'restart database runbook' }),
  'search: rare word, open': (run: number) => ({
    search: `host-${((run * 7919) % 65_536).toString(16)}`,
    status: 'open',
  }),
};

/** No index has parts of words with fewer than three letters. */
export const SHORT: Table = { 'search: two letters': () => ({ search: 'qz' }) };

export const USERS: Table = {
  plain: () => ({}),
  managers: () => ({ role: 'manager' }),
  'not active': () => ({ is_active: 'false' }),
  'managers who are not active': () => ({ role: 'manager', is_active: 'false' }),
  ...Object.fromEntries(
    ['created_at', 'updated_at', 'email', 'full_name', 'role', 'is_active', 'last_login']
      .flatMap((name) => [name, `-${name}`])
      .concat('role,-full_name')
      .map((sort) => [`sort=${sort}`, () => ({ sort })]),
  ),
  'search: common name': () => ({ search: 'smith' }),
  'search: one person': (run: number) => ({ search: `smith${run * 12 + 96}@example` }),
  'search: absent': (run: number) => ({ search: absent(run) }),
  'search: two words': () => ({ search: 'anna smith' }),
};

export const AUDIT: Table = {
  plain: () => ({}),
  denied: () => ({ outcome: 'denied' }),
  'denied or refused': () => ({ outcome: 'denied,refused' }),
  'by jobs': () => ({ via: 'job' }),
  action: () => ({ action: 'task.create' }),
  'absent action': () => ({ action: 'task.explode' }),
  entity: () => ({ entity: 'user' }),
  'a day in the past': (run: number) => ({ start_date: ago(21 + run), end_date: ago(20 + run) }),
  'action and denied': () => ({ action: 'task.create', outcome: 'denied' }),
  'entity and another action': () => ({ entity: 'user', action: 'task.create' }),
  'denied on a day': (run: number) => ({ outcome: 'denied', start_date: ago(21 + run), end_date: ago(20 + run) }),
  'sort=at': () => ({ sort: 'at' }),
  'row 25,000': () => ({ page: 1250 }),
  'row 25,000 of an action': () => ({ action: 'event.update', page: 1250 }),
};
