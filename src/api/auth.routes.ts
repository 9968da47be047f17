import { logIn } from '../services/auth/log-in.js';
import { logOut } from '../services/auth/log-out.js';
import { tokens } from '../services/auth/open-session.js';
import { refreshSession } from '../services/auth/refresh-session.js';
import { permissionsOf } from '../services/core/access/policy.js';
import { changePassword } from '../services/users/change-password.js';
import { getOwnUser } from '../services/users/get-user.js';
import { loginSchema } from './auth.view.js';
import { operationRoute, type Route, route } from './route.js';
import { meSchema, userView } from './users.view.js';

/** One's own password, at the address of the account and at that of the login. */
export const changePasswordRoute = (path: '/auth/change-password' | '/users/me/change-password', name: string): Route =>
  operationRoute({
    method: 'post',
    path,
    name,
    holdsSecret: true,
    summary: 'Change one’s own password; other sessions end',
    operation: changePassword,
    status: 204,
  });

export const authRoutes: Route[] = [
  operationRoute({
    method: 'post',
    path: '/auth/login',
    name: 'logIn',
    summary: 'Log in with email and password',
    operation: logIn,
    output: loginSchema,
    errors: ['INVALID_CREDENTIALS'],
    answer: ({ user, ...tokens }) => ({ ...tokens, user: userView(user) }),
  }),
  operationRoute({
    method: 'post',
    path: '/auth/refresh',
    name: 'refresh',
    summary: 'Spend a refresh token for the next pair',
    operation: refreshSession,
    output: tokens,
    errors: ['INVALID_REFRESH_TOKEN'],
    answer: (pair) => pair,
  }),
  operationRoute({
    method: 'post',
    path: '/auth/logout',
    name: 'logOut',
    summary: 'End this session, or all of one’s own',
    operation: logOut,
    status: 204,
  }),
  route({
    method: 'get',
    path: '/auth/me',
    name: 'me',
    summary: 'One’s own user and permissions',
    serves: getOwnUser,
    output: meSchema,
    answer: (user) => ({ ...userView(user), permissions: permissionsOf(user.role) }),
  }),
  changePasswordRoute('/auth/change-password', 'changePassword'),
];
