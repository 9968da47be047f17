import { expect } from 'chai';
import type { Route } from '../../src/api/route.js';
import { routes } from '../../src/api/routes.js';
import { SCOPES, type Scope } from '../../src/entities/api-key.entity.js';
import { ROLES } from '../../src/entities/user.entity.js';
import { type Answer, type Api, api, type ErrorBody } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { sql } from '../support/world.js';
import { ACCESS, type Access, TARGETS } from './access-table.js';

/** What is left to those who must change their password first. */
const isOwnPassword = ({ path }: Route): boolean =>
  ['/auth/change-password', '/users/me/change-password', '/auth/logout'].includes(path);

const nameOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

/** Calls the route the way that somebody who may would: with what it needs, of somebody else or of the owner. */
async function call(route: Route, access: Access, as: Api, owner?: TestUser): Promise<Answer<ErrorBody>> {
  const id = access.target ? await TARGETS[access.target](owner) : '';
  const body = access.body?.(id);
  return as.call(route.method.toUpperCase(), route.path.replace('{id}', id), { body });
}

function expectAllowed(answer: Answer<ErrorBody>, route: Route, { status }: Access): void {
  expect(answer.status, JSON.stringify(answer.body)).to.equal(status ?? route.status ?? 200);
}

/** Denied, and noted: at the door, or by the record that it was about. */
async function expectDenied(answer: Answer<ErrorBody>, actorId: string): Promise<void> {
  expectError(answer, 'FORBIDDEN');
  const denials = await sql<{ outcome: string }>('SELECT outcome FROM audit_entries WHERE actor_id = $1', [actorId]);
  expect(denials, 'denials in the audit log').to.deep.equal([{ outcome: 'denied' }]);
}

/** Scopes that are enough, and all those that lack but one. */
function scopesFor({ keys }: Access, isPublic: boolean): { enough: Scope[] | undefined; short: Scope[][] } {
  if (isPublic) return { enough: [...SCOPES], short: [] };
  const short = keys?.map((needed) => SCOPES.filter((scope) => scope !== needed)) ?? [[...SCOPES]];
  return { enough: keys, short };
}

describe('Who may do what', () => {
  it('is written down for every route', () => {
    expect(Object.keys(ACCESS).sort()).to.deep.equal(routes.map(nameOf).sort());
  });

  for (const route of routes) {
    const access = ACCESS[nameOf(route)];
    if (!access) continue;
    const isPublic = access.who === '*';

    describe(nameOf(route), () => {
      ROLES.forEach((role, index) => {
        const reach = isPublic ? 'y' : access.who[index];
        const words = { y: 'is open to', o: 'is open for their own to', '-': 'is closed to' }[reach ?? '-'];
        it(`${words} the role ${role}`, async () => {
          const caller = await aUser({ role });
          const answer = await call(route, access, api.as(caller));
          if (reach === 'y') return expectAllowed(answer, route, access);
          await expectDenied(answer, caller.id);
          if (reach === 'o') expectAllowed(await call(route, access, api.as(caller), caller), route, access);
        });
      });

      it(isPublic ? 'is open without login' : 'asks those who have not logged in to do so', async () => {
        const answer = await call(route, access, api);
        if (isPublic) expectAllowed(answer, route, access);
        else expectError(answer, 'UNAUTHENTICATED');
      });

      it(`is open to keys of ${access.keys?.join(' and ') ?? 'no scope'}`, async () => {
        const callWith = async (scopes: Scope[]) => {
          const key = await anApiKey({ scopes });
          return { key, answer: await call(route, access, api.as(key)) };
        };
        const { enough, short } = scopesFor(access, isPublic);
        if (enough) expectAllowed((await callWith(enough)).answer, route, access);
        for (const scopes of short) {
          const { key, answer } = await callWith(scopes);
          await expectDenied(answer, key.id);
        }
      });

      it(`${isPublic || isOwnPassword(route) ? 'works' : 'waits'} until a new password is set`, async () => {
        const caller = await aUser({ role: 'admin', must_change_password: true });
        const answer = await call(route, access, api.as(caller));
        if (isPublic || isOwnPassword(route)) expectAllowed(answer, route, access);
        else expectError(answer, 'PASSWORD_CHANGE_REQUIRED');
      });
    });
  }
});
