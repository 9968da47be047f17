/** What every start on a database of one's own is given. */
export const SECRETS = {
  JWT_SECRET: 'a secret of the tests for access tokens',
  SESSION_SECRET: 'a secret of the tests for console sessions',
  SECRETS_KEY: 'a secret of the tests for sealed AWS keys',
};
