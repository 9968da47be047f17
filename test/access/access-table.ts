import type { Scope } from '../../src/entities/api-key.entity.js';
import { anEvent, awsAccountInput } from '../support/records.js';
import type { TargetName } from './targets.js';

/**
 * Of admin, manager, user and viewer, in this order: `y` may, `-` may not, `o` may with what is one's own only.
 * `*` stands for those who have not logged in, too.
 */
type Who = 'yyyy' | 'yyy-' | 'yy--' | 'y---' | '----' | 'yyo-' | 'yyoo' | 'yooo' | '*';

export interface Access {
  who: Who;
  /** The scopes that open it to API keys. */
  keys?: Scope[];
  /** What the path's id is, where there is one. */
  target?: TargetName;
  body?: (id: string) => unknown;
  /** What those who may get, where it is not the route's own status. */
  status?: number;
}

const READERS: Scope[] = ['events:read'];
const WRITERS: Scope[] = ['tasks:write'];
const title = () => ({ title: 'Look at the queue' });
const name = () => ({ full_name: 'Somebody Else' });
const status = () => ({ status: 'in_progress' });

/** "Who may do what" of the contract, call by call, written by hand: nothing here comes from the policy it checks. */
export const ACCESS: Record<string, Access> = {
  // An empty body is enough to know: who may not is refused before it is read.
  'POST /auth/login': { who: '*', status: 422 },
  'POST /auth/refresh': { who: '*', status: 422 },
  'POST /auth/logout': { who: 'yyyy' },
  'GET /auth/me': { who: 'yyyy' },
  'POST /auth/change-password': { who: 'yyyy', status: 422 },

  'GET /users': { who: 'yy--' },
  'POST /users': { who: 'y---', body: () => ({ email: 'new@example.com', full_name: 'New', role: 'user' }) },
  'GET /users/me': { who: 'yyyy' },
  'PUT /users/me': { who: 'yyyy', body: name },
  'POST /users/me/change-password': { who: 'yyyy', status: 422 },
  'GET /users/profile': { who: 'yyyy' },
  'PUT /users/profile': { who: 'yyyy', body: name },
  'GET /users/{id}': { who: 'yyoo', target: 'user' },
  'PUT /users/{id}': { who: 'yooo', target: 'user', body: name },
  'DELETE /users/{id}': { who: 'y---', target: 'user' },
  'POST /users/{id}/reset-password': { who: 'y---', target: 'user' },

  'POST /events': { who: '----', keys: ['events:write'], body: () => anEvent() },
  'GET /events': { who: 'yyyy', keys: READERS },
  'GET /events/accounts': { who: 'yyyy', keys: READERS },
  'GET /events/regions': { who: 'yyyy', keys: READERS },
  'GET /events/sources': { who: 'yyyy', keys: READERS },
  'GET /events/{id}': { who: 'yyyy', keys: READERS, target: 'event' },
  'PATCH /events/{id}': { who: 'yyy-', target: 'event', body: () => ({ acknowledged: true }) },
  'DELETE /events/{id}': { who: 'yy--', target: 'event' },
  'POST /events/{id}/create-task': { who: 'yyy-', keys: WRITERS, target: 'event' },

  'GET /tasks': { who: 'yyyy', keys: ['tasks:read'] },
  'POST /tasks': { who: 'yyy-', keys: WRITERS, body: title },
  'POST /tasks/bulk': { who: 'yyo-', keys: WRITERS, target: 'task', body: (id) => ({ ids: [id], set: status() }) },
  'GET /tasks/{id}': { who: 'yyyy', keys: ['tasks:read'], target: 'task' },
  'PUT /tasks/{id}': { who: 'yyo-', keys: WRITERS, target: 'task', body: title },
  'PUT /tasks/{id}/status': { who: 'yyo-', keys: WRITERS, target: 'task', body: status },
  'DELETE /tasks/{id}': { who: 'y---', target: 'task' },
  'POST /tasks/{id}/comments': { who: 'yyy-', target: 'task', body: () => ({ comment: 'On it.' }) },

  'GET /dashboard/overview': { who: 'yyyy' },
  'GET /dashboard/events-stats': { who: 'yyyy' },
  'GET /dashboard/tasks-stats': { who: 'yyyy' },
  'GET /dashboard/users-stats': { who: 'y---' },
  'GET /dashboard/stats': { who: 'yyyy' },
  'GET /dashboard/timeline': { who: 'yyyy' },

  'GET /config/aws-accounts': { who: 'yy--' },
  'POST /config/aws-accounts': { who: 'y---', body: () => awsAccountInput() },
  'GET /config/aws-accounts/{id}': { who: 'yy--', target: 'account' },
  'PUT /config/aws-accounts/{id}': { who: 'y---', target: 'account', body: () => ({ account_name: 'Staging' }) },
  'DELETE /config/aws-accounts/{id}': { who: 'y---', target: 'account' },
  'POST /config/aws-accounts/{id}/test': { who: 'yy--', target: 'account' },
  'GET /config/aws': { who: 'yy--', target: 'account' },
  'PUT /config/aws': { who: 'y---', target: 'account', body: () => ({ account_name: 'Staging' }) },
  'POST /config/aws/test': { who: 'yy--', target: 'account' },

  'GET /config/monitoring': { who: 'yyyy' },
  'PUT /config/monitoring': { who: 'y---', body: () => ({ global_settings: { event_batch_size: 50 } }) },
  'GET /api-keys': { who: 'y---' },
  'POST /api-keys': { who: 'y---', body: () => ({ name: 'collector', scopes: ['events:write'] }) },
  'DELETE /api-keys/{id}': { who: 'y---', target: 'key' },
  'GET /audit': { who: 'y---' },
};
