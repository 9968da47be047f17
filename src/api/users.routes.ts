import { requireUser } from '../services/core/access/actor.js';
import { createUser } from '../services/users/create-user.js';
import { deleteUser } from '../services/users/delete-user.js';
import { getOwnUser, getUser } from '../services/users/get-user.js';
import { listUsers } from '../services/users/list-users.js';
import { resetPassword } from '../services/users/reset-password.js';
import { updateUser } from '../services/users/update-user.js';
import { changePasswordRoute } from './auth.routes.js';
import { type Call, operationRoute, type Route, route } from './route.js';
import { listOf, listView } from './shapes.js';
import { createdUserSchema, createdUserView, userAnswers, userSchema, userView, versionedUser } from './users.view.js';

const ownId = ({ caller }: Call): string => requireUser(caller.actor).id;

/** One's own user, by either name. */
const ownRoutes = (path: '/users/me' | '/users/profile', suffix: 'Me' | 'Profile'): Route[] => [
  route({
    method: 'get',
    path,
    name: `get${suffix}`,
    summary: 'One’s own user',
    serves: getOwnUser,
    output: userSchema,
    answer: versionedUser,
  }),
  operationRoute({
    method: 'put',
    path,
    name: `update${suffix}`,
    summary: 'Change one’s own name or email',
    operation: updateUser,
    target: ownId,
    record: userAnswers,
    output: userSchema,
    errors: ['EMAIL_TAKEN', 'PRECONDITION_FAILED'],
    answer: versionedUser,
  }),
];

export const usersRoutes: Route[] = [
  route({
    method: 'get',
    path: '/users',
    name: 'listUsers',
    summary: 'List users',
    serves: listUsers,
    output: listOf(userSchema),
    answer: (page) => listView(page, userView),
  }),
  operationRoute({
    method: 'post',
    path: '/users',
    name: 'createUser',
    holdsSecret: true,
    summary: 'Make a user; without a password one is made and shown once',
    operation: createUser,
    output: createdUserSchema,
    status: 201,
    errors: ['EMAIL_TAKEN'],
    answer: createdUserView,
  }),
  ...ownRoutes('/users/me', 'Me'),
  ...ownRoutes('/users/profile', 'Profile'),
  changePasswordRoute('/users/me/change-password', 'changeMyPassword'),
  route({
    method: 'get',
    path: '/users/{id}',
    name: 'getUser',
    summary: 'One user',
    serves: getUser,
    output: userSchema,
    errors: ['NOT_FOUND'],
    answer: versionedUser,
  }),
  operationRoute({
    method: 'put',
    path: '/users/{id}',
    name: 'updateUser',
    summary: 'Change a user; a new password, role or state ends its sessions',
    operation: updateUser,
    record: userAnswers,
    output: userSchema,
    errors: ['NOT_FOUND', 'EMAIL_TAKEN', 'LAST_ADMIN', 'PRECONDITION_FAILED'],
    answer: versionedUser,
  }),
  operationRoute({
    method: 'delete',
    path: '/users/{id}',
    name: 'deleteUser',
    summary: 'Delete a user',
    operation: deleteUser,
    status: 204,
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED', 'OWN_ACCOUNT', 'LAST_ADMIN'],
  }),
  operationRoute({
    method: 'post',
    path: '/users/{id}/reset-password',
    name: 'resetPassword',
    holdsSecret: true,
    summary: 'Give a user a new password, shown once and to be changed at the next login',
    operation: resetPassword,
    output: createdUserSchema,
    errors: ['NOT_FOUND', 'OWN_ACCOUNT'],
    answer: createdUserView,
  }),
];
