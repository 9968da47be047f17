import type { Scope } from '../../src/entities/api-key.entity.js';
import { anApiKey } from '../support/api-keys.js';
import { aUser, type TestUser } from '../support/people.js';
import { anAuditEntry, anAwsAccount, anEvent, aStoredEvent, aTask, awsAccountInput } from '../support/records.js';

/** Makes what a path's id names: somebody else's, or, where an owner is given, the owner's own. Gives its id. */
export const TARGETS = {
  user: async (owner?: TestUser) => (owner ?? (await aUser())).id,
  event: () => aStoredEvent(),
  task: async (owner?: TestUser) => (await aTask(owner ? { by: owner } : {})).id,
  account: async () => (await anAwsAccount()).id,
  key: async () => (await anApiKey()).id,
  entry: () => anAuditEntry(),
} satisfies Record<string, (owner?: TestUser) => Promise<string>>;

export type TargetName = keyof typeof TARGETS;

/**
 * Of admin, manager, user and viewer, in this order: `y` may, `-` may not, `o` may with what is one's own only.
 * `*` stands for those who have not logged in, too.
 */
type Who = 'yyyy' | 'yyy-' | 'yy--' | 'y---' | '----' | 'yyo-' | 'yyoo' | 'yooo' | '*';

export interface Access {
  /** Statements that a call makes, that of the caller's identity included and that of a rate limit not. */
  makes: number;
  who: Who;
  /** The scopes that an API key needs for it, all of them. */
  keys?: Scope[];
  /** What the path's id is, where there is one. */
  target?: TargetName;
  body?: (id: string) => unknown;
  /** What those who may get, where it is not the route's own status. */
  status?: number;
}

const READERS: Scope[] = ['events:read'];
const MAKERS: Scope[] = ['tasks:write'];
const CHANGERS: Scope[] = ['tasks:write', 'tasks:read'];
const BOTH: Scope[] = ['tasks:write', 'events:read'];
const title = () => ({ title: 'Look at the queue' });
const name = () => ({ full_name: 'Somebody Else' });
const status = () => ({ status: 'in_progress' });

/** "Who may do what" of the contract, call by call, written by hand: nothing here comes from the policy it checks. */
export const ACCESS: Record<string, Access> = {
  // An empty body is enough to know: who may not is refused before it is read.
  'POST /auth/login': { makes: 5, who: '*', status: 422 },
  'POST /auth/refresh': { makes: 5, who: '*', status: 422 },
  'POST /auth/logout': { makes: 3, who: 'yyyy' },
  'GET /auth/me': { makes: 2, who: 'yyyy' },
  'POST /auth/change-password': { makes: 6, who: 'yyyy', status: 422 },

  'GET /users': { makes: 2, who: 'yy--' },
  'POST /users': { makes: 3, who: 'y---', body: () => ({ email: 'new@example.com', full_name: 'New', role: 'user' }) },
  'GET /users/me': { makes: 2, who: 'yyyy' },
  'PUT /users/me': { makes: 4, who: 'yyyy', body: name },
  'POST /users/me/change-password': { makes: 6, who: 'yyyy', status: 422 },
  'GET /users/profile': { makes: 2, who: 'yyyy' },
  'PUT /users/profile': { makes: 4, who: 'yyyy', body: name },
  'GET /users/{id}': { makes: 2, who: 'yyoo', target: 'user' },
  'PUT /users/{id}': { makes: 6, who: 'yooo', target: 'user', body: name },
  'DELETE /users/{id}': { makes: 5, who: 'y---', target: 'user' },
  'POST /users/{id}/reset-password': { makes: 5, who: 'y---', target: 'user' },

  'POST /events': { makes: 4, who: '----', keys: ['events:write'], body: () => anEvent() },
  'GET /events': { makes: 3, who: 'yyyy', keys: READERS },
  'GET /events/accounts': { makes: 2, who: 'yyyy', keys: READERS },
  'GET /events/regions': { makes: 2, who: 'yyyy', keys: READERS },
  'GET /events/sources': { makes: 2, who: 'yyyy', keys: READERS },
  'GET /events/{id}': { makes: 2, who: 'yyyy', keys: READERS, target: 'event' },
  'PATCH /events/{id}': { makes: 5, who: 'yyy-', target: 'event', body: () => ({ acknowledged: true }) },
  'DELETE /events/{id}': { makes: 5, who: 'yy--', target: 'event' },
  'POST /events/{id}/create-task': { makes: 6, who: 'yyy-', keys: BOTH, target: 'event' },

  'GET /tasks': { makes: 2, who: 'yyyy', keys: ['tasks:read'] },
  'POST /tasks': { makes: 6, who: 'yyy-', keys: MAKERS, body: title },
  'POST /tasks/bulk': {
    makes: 5,
    who: 'yyo-',
    keys: CHANGERS,
    target: 'task',
    body: (id) => ({ ids: [id], set: status() }),
  },
  'GET /tasks/{id}': { makes: 2, who: 'yyyy', keys: ['tasks:read'], target: 'task' },
  'PUT /tasks/{id}': { makes: 6, who: 'yyo-', keys: CHANGERS, target: 'task', body: title },
  'PUT /tasks/{id}/status': { makes: 5, who: 'yyo-', keys: CHANGERS, target: 'task', body: status },
  'DELETE /tasks/{id}': { makes: 5, who: 'y---', target: 'task' },
  'POST /tasks/{id}/comments': { makes: 6, who: 'yyy-', target: 'task', body: () => ({ comment: 'On it.' }) },

  'GET /dashboard/overview': { makes: 8, who: 'yyyy' },
  'GET /dashboard/events-stats': { makes: 5, who: 'yyyy' },
  'GET /dashboard/tasks-stats': { makes: 3, who: 'yyyy' },
  'GET /dashboard/users-stats': { makes: 2, who: 'y---' },
  'GET /dashboard/stats': { makes: 2, who: 'yyyy' },
  'GET /dashboard/timeline': { makes: 2, who: 'yyyy' },

  'GET /config/aws-accounts': { makes: 2, who: 'yy--' },
  'POST /config/aws-accounts': { makes: 4, who: 'y---', body: () => awsAccountInput() },
  'GET /config/aws-accounts/{id}': { makes: 2, who: 'yy--', target: 'account' },
  'PUT /config/aws-accounts/{id}': {
    makes: 5,
    who: 'y---',
    target: 'account',
    body: () => ({ account_name: 'Staging' }),
  },
  'DELETE /config/aws-accounts/{id}': { makes: 4, who: 'y---', target: 'account' },
  'POST /config/aws-accounts/{id}/test': { makes: 5, who: 'yy--', target: 'account' },
  'GET /config/aws': { makes: 3, who: 'yy--', target: 'account' },
  'PUT /config/aws': { makes: 6, who: 'y---', target: 'account', body: () => ({ account_name: 'Staging' }) },
  'POST /config/aws/test': { makes: 6, who: 'yy--', target: 'account' },

  'GET /config/monitoring': { makes: 2, who: 'yyyy' },
  'PUT /config/monitoring': { makes: 5, who: 'y---', body: () => ({ global_settings: { event_batch_size: 50 } }) },
  'GET /api-keys': { makes: 2, who: 'y---' },
  'POST /api-keys': { makes: 3, who: 'y---', body: () => ({ name: 'collector', scopes: ['events:write'] }) },
  'DELETE /api-keys/{id}': { makes: 4, who: 'y---', target: 'key' },
  'GET /audit': { makes: 2, who: 'y---' },
  'GET /audit/{id}': { makes: 2, who: 'y---', target: 'entry' },
};
