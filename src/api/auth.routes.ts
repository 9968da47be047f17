import { z } from 'zod';
import { credentialsInput, logIn } from '../services/auth/log-in.js';
import { logOut, logOutInput } from '../services/auth/log-out.js';
import { openSession } from '../services/auth/open-session.js';
import { refreshInput, refreshSession } from '../services/auth/refresh-session.js';
import type { AnonymousActor, Caller } from '../services/core/access/actor.js';
import { permissionsOf } from '../services/core/access/policy.js';
import { parse } from '../services/core/input/parse.js';
import { changePassword, changePasswordInput } from '../services/users/change-password.js';
import { getUser } from '../services/users/get-user.js';
import { loginSchema, tokensSchema } from './auth.view.js';
import { type Call, type Route, route, userOf } from './route.js';
import { meSchema, userView } from './users.view.js';

const loginInput = credentialsInput.extend({
  remember_me: z.boolean().default(false),
  totp: z.string().max(20).optional().describe('The second factor of those who have one; nobody has yet.'),
});

const anonymous = ({ caller }: Call<unknown>): Caller<AnonymousActor> => ({ ...caller, actor: { type: 'anonymous' } });

export const authRoutes: Route[] = [
  route({
    method: 'post',
    path: '/auth/login',
    name: 'logIn',
    summary: 'Log in with email and password',
    permission: 'public',
    input: loginInput,
    output: loginSchema,
    errors: ['INVALID_CREDENTIALS', 'RATE_LIMITED'],
    limit: 'login',
    handler: (call) => {
      const { remember_me, email, password } = parse(loginInput, call.body);
      return logIn(call.deps, anonymous(call), { email, password }, async (ctx, user) => ({
        ...(await openSession(ctx, user, call.caller.request, remember_me)),
        user: userView(user),
      }));
    },
  }),
  route({
    method: 'post',
    path: '/auth/refresh',
    name: 'refresh',
    summary: 'Spend a refresh token for the next pair',
    permission: 'public',
    input: refreshInput,
    output: tokensSchema,
    errors: ['INVALID_REFRESH_TOKEN', 'RATE_LIMITED'],
    limit: 'login',
    handler: (call) => refreshSession(call.deps, anonymous(call), call.body),
  }),
  route({
    method: 'post',
    path: '/auth/logout',
    name: 'logOut',
    summary: 'End this session, or all of one’s own',
    permission: 'own_account:manage',
    input: logOutInput,
    status: 204,
    handler: (call) => logOut(call.deps, userOf(call), call.body),
  }),
  route({
    method: 'get',
    path: '/auth/me',
    name: 'me',
    summary: 'One’s own user and permissions',
    permission: 'own_account:read',
    output: meSchema,
    handler: async (call) => {
      const { actor } = userOf(call);
      const user = await getUser(call.deps, call.caller, actor.id);
      return { ...userView(user), permissions: permissionsOf(actor.role) };
    },
  }),
  route({
    method: 'post',
    path: '/auth/change-password',
    name: 'changePassword',
    holdsSecret: true,
    summary: 'Change one’s own password; other sessions end',
    permission: 'own_account:manage',
    input: changePasswordInput,
    status: 204,
    errors: ['RATE_LIMITED'],
    limit: 'login',
    handler: (call) => changePassword(call.deps, userOf(call), call.body),
  }),
];
