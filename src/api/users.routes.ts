import { createUser } from '../services/users/create-user.js';
import { deleteUser } from '../services/users/delete-user.js';
import { getUser } from '../services/users/get-user.js';
import { listUsers } from '../services/users/list-users.js';
import { resetPassword } from '../services/users/reset-password.js';
import { updateUser } from '../services/users/update-user.js';
import { createUserInput, listUsersQuery, updateUserInput } from '../services/users/user.schema.js';
import { type Route, route, userOf, Versioned } from './route.js';
import { listOf, listView } from './shapes.js';
import { createdUserSchema, createdUserView, userSchema, userView } from './users.view.js';

/** One's own user, by either name. */
const ownRoutes = (path: '/users/me' | '/users/profile', suffix: 'Me' | 'Profile'): Route[] => [
  route({
    method: 'get',
    path,
    name: `get${suffix}`,
    summary: 'One’s own user',
    permission: 'users:read',
    output: userSchema,
    handler: async (call) => {
      const { actor } = userOf(call);
      const user = await getUser(call.deps, call.caller, actor.id);
      return new Versioned(userView(user), user.version);
    },
  }),
  route({
    method: 'put',
    path,
    name: `update${suffix}`,
    summary: 'Change one’s own name or email',
    permission: 'users:update',
    input: updateUserInput,
    output: userSchema,
    errors: ['EMAIL_TAKEN', 'PRECONDITION_FAILED'],
    handler: async (call) => {
      const { deps, caller, body, ifVersion } = call;
      const user = await updateUser(deps, caller, userOf(call).actor.id, body, ifVersion);
      return new Versioned(userView(user), user.version);
    },
  }),
];

export const usersRoutes: Route[] = [
  route({
    method: 'get',
    path: '/users',
    name: 'listUsers',
    summary: 'List users',
    permission: 'users:list',
    query: listUsersQuery,
    output: listOf(userSchema),
    handler: async ({ deps, caller, query }) => listView(await listUsers(deps, caller, query), userView),
  }),
  route({
    method: 'post',
    path: '/users',
    name: 'createUser',
    holdsSecret: true,
    summary: 'Make a user; without a password one is made and shown once',
    permission: 'users:manage',
    input: createUserInput,
    output: createdUserSchema,
    status: 201,
    errors: ['EMAIL_TAKEN'],
    handler: async ({ deps, caller, body }) => createdUserView(await createUser(deps, caller, body)),
  }),
  ...ownRoutes('/users/me', 'Me'),
  ...ownRoutes('/users/profile', 'Profile'),
  route({
    method: 'get',
    path: '/users/{id}',
    name: 'getUser',
    summary: 'One user',
    permission: 'users:read',
    output: userSchema,
    errors: ['NOT_FOUND'],
    handler: async ({ deps, caller, params }) => {
      const user = await getUser(deps, caller, params.id as string);
      return new Versioned(userView(user), user.version);
    },
  }),
  route({
    method: 'put',
    path: '/users/{id}',
    name: 'updateUser',
    summary: 'Change a user; a new password, role or state ends its sessions',
    permission: 'users:update',
    input: updateUserInput,
    output: userSchema,
    errors: ['NOT_FOUND', 'EMAIL_TAKEN', 'LAST_ADMIN', 'PRECONDITION_FAILED'],
    handler: async ({ deps, caller, params, body, ifVersion }) => {
      const user = await updateUser(deps, caller, params.id as string, body, ifVersion);
      return new Versioned(userView(user), user.version);
    },
  }),
  route({
    method: 'delete',
    path: '/users/{id}',
    name: 'deleteUser',
    summary: 'Delete a user',
    permission: 'users:manage',
    status: 204,
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED', 'OWN_ACCOUNT', 'LAST_ADMIN'],
    handler: ({ deps, caller, params, ifVersion }) => deleteUser(deps, caller, params.id as string, ifVersion),
  }),
  route({
    method: 'post',
    path: '/users/{id}/reset-password',
    name: 'resetPassword',
    holdsSecret: true,
    summary: 'Give a user a new password, shown once and to be changed at the next login',
    permission: 'users:manage',
    output: createdUserSchema,
    errors: ['NOT_FOUND'],
    handler: async ({ deps, caller, params }) =>
      createdUserView(await resetPassword(deps, caller, params.id as string)),
  }),
];
