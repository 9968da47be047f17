import { api } from './api.js';
import { consoleOf, stranger } from './console.js';
import { aUser, PASSWORD, type TestUser } from './people.js';

export const NEW_PASSWORD = 'seven green bottles on the wall';

const newUser = { email: 'new@example.com', full_name: 'New One', role: 'user' };
const newPasswords = { current_password: PASSWORD, new_password: NEW_PASSWORD };

const submit = (client: typeof stranger, path: string, fields: Record<string, string>) =>
  client.raw(path, `${new URLSearchParams(fields)}`, 'application/x-www-form-urlencoded');

/** Every call that works on passwords, by somebody who may: anew for each test. */
export function passwordCalls() {
  const people = {} as { admin: TestUser; user: TestUser };
  beforeEach(async () => {
    Object.assign(people, { admin: await aUser({ role: 'admin' }), user: await aUser() });
  });
  const ofUser = () => `/users/${people.user.id}`;
  const logIn = (email = people.user.email) => api.post('/auth/login', { email, password: PASSWORD });
  return {
    people,
    api: {
      'a login': () => logIn(),
      'a login of nobody': () => logIn('nobody@example.com'),
      'a change of one’s own': () => api.as(people.user).post('/auth/change-password', newPasswords),
      'a new user with a password': () => api.as(people.admin).post('/users', { ...newUser, password: NEW_PASSWORD }),
      'a new user without': () => api.as(people.admin).post('/users', newUser),
      'a changed user': () => api.as(people.admin).put(ofUser(), { password: NEW_PASSWORD }),
      'a reset': () => api.as(people.admin).post(`${ofUser()}/reset-password`),
    },
    console: {
      'a login to the console': () =>
        submit(stranger, '/admin/login', { email: people.user.email, password: PASSWORD }),
      'a change in the console': async () =>
        submit(await consoleOf(people.user), '/admin/change-password', { ...newPasswords, repeated: NEW_PASSWORD }),
    },
  };
}
