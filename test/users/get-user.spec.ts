import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import type { UserBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { aUser, oneOfEachRole } from '../support/people.js';
import { sql } from '../support/world.js';

describe('GET /users/{id}', () => {
  it('gives one’s own user by its id, by me and by profile', async () => {
    const user = await aUser();
    for (const path of [`/users/${user.id}`, '/users/me', '/users/profile']) {
      const { status, body, headers } = await api.as(user).get<UserBody>(path);
      expect(status).to.equal(200);
      expect(body.id).to.equal(user.id);
      expect(headers.get('etag')).to.equal('"1"');
    }
  });

  it('says nothing about whether somebody is there to those who may not know', async () => {
    const { user, viewer } = await oneOfEachRole();
    for (const path of [`/users/${viewer.id}`, `/users/${uuidv7()}`, '/users/no-id']) {
      expectError(await api.as(user).get(path), 'FORBIDDEN');
    }
  });

  it('does not find what is deleted, unknown or no id', async () => {
    const { admin, manager, viewer } = await oneOfEachRole();
    await sql('UPDATE users SET deleted_at = now() WHERE id = $1', [viewer.id]);
    for (const path of [`/users/${viewer.id}`, `/users/${uuidv7()}`, '/users/no-id']) {
      expectError(await api.as(admin).get(path), 'NOT_FOUND');
      expectError(await api.as(manager).get(path), 'NOT_FOUND');
    }
  });
});
