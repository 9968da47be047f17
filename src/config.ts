import { z } from 'zod';

/** Fewer different characters are no secret, however many times they stand there. */
const LEAST_DIFFERENT = 10;

const MAKE_ONE = 'make one with: openssl rand -base64 32';

const secret = z
  .string()
  .min(32, { error: `must be at least 32 characters; ${MAKE_ONE}`, abort: true })
  .refine((text) => new Set(text).size >= LEAST_DIFFERENT, `repeats a few characters; ${MAKE_ONE}`);

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

/** Only their length is checked: a stricter rule for secrets must keep nobody from leaving a weak one. */
const oldSecrets = list
  .refine((secrets) => secrets.every(({ length }) => length >= 32), 'must each be at least 32 characters')
  .default([]);

/** Every environment variable that Signalbox reads. The configuration reference is generated from it. */
export const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('Port of console and API.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on. The container image sets `0.0.0.0`.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' })
    .optional()
    .describe('PostgreSQL 15 or later. Absent: the embedded PostgreSQL under `DATA_DIR`.'),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(20)
    .describe('Connections that one process opens at most (the cache takes one more, jobs two).'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// URL' })
    .optional()
    .describe('Cache and rate limits of all processes. Absent: each keeps its own cache; limits are in PostgreSQL.'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .describe('Folder of the embedded PostgreSQL and its generated secrets.'),
  JWT_SECRET: secret.optional().describe('Signs access tokens. Required with `DATABASE_URL`; generated otherwise.'),
  SESSION_SECRET: secret
    .optional()
    .describe('Signs console sessions. Required with `DATABASE_URL`; generated otherwise.'),
  SECRETS_KEY: secret
    .optional()
    .describe('Seals AWS keys (AES-256-GCM). Required with `DATABASE_URL`; generated otherwise.'),
  JWT_SECRETS_OLD: oldSecrets.describe('Access tokens that these signed are still good. Separated by commas.'),
  SESSION_SECRETS_OLD: oldSecrets.describe('Console sessions that these signed are still good. Separated by commas.'),
  SECRETS_KEYS_OLD: oldSecrets.describe(
    'Open what they sealed; see [Changing a key](operations.md#changing-a-key). Separated by commas.',
  ),
  ADMIN_EMAIL: z
    .email()
    .toLowerCase()
    .default('admin@signalbox.local')
    .describe('First administrator, made once when there is no user.'),
  ADMIN_PASSWORD: z
    .string()
    .min(8)
    .optional()
    .describe('Its password. Absent: one is made, printed once, and must be changed at first login.'),
  CORS_ORIGINS: list
    .default(['http://localhost:3000', 'http://localhost:3001', 'http://localhost:5173'])
    .describe('Origins whose pages may call the API, separated by commas.'),
  REFRESH_ROTATION: z
    .enum(['on', 'off'])
    .default('on')
    .describe('`off` lets API clients keep their first refresh token until its session ends.'),
  SIGNALBOX_ROLE: z
    .enum(['web', 'worker', 'all'])
    .default('all')
    .describe('`web` answers requests, `worker` runs jobs (and answers /health), `all` does both.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where people reach the console. With https, cookies are sent over https only.'),
  ALLOWED_HOSTS: list
    .default([])
    .describe(
      'Names that requests may be for, separated by commas, beside that of `PUBLIC_URL`, `localhost` and the address itself.',
    ),
  TRUST_PROXY: z
    .string()
    .regex(/^(\d+|[0-9a-f.:/, ]+|loopback|linklocal|uniquelocal)$/i, 'must be a number of hops or a list of addresses')
    .optional()
    .describe('Proxies whose `X-Forwarded-For` is believed: a number of hops, or addresses.'),
  METRICS_TOKEN: secret
    .optional()
    .describe('Opens `GET /metrics` to who sends it as `Authorization: Bearer`. Absent: to this machine alone.'),
  ERROR_TRACKER: z
    .string()
    .optional()
    .describe('An ES module whose `report(error, context)` hears of every error that nobody expected.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least level that is logged.'),
});

type Environment = z.infer<typeof environmentSchema>;

/** Each secret, and where those stand that it has replaced. */
const OLD_OF = {
  JWT_SECRET: 'JWT_SECRETS_OLD',
  SESSION_SECRET: 'SESSION_SECRETS_OLD',
  SECRETS_KEY: 'SECRETS_KEYS_OLD',
} as const;
export type SecretName = keyof typeof OLD_OF;
export const SECRET_NAMES = Object.keys(OLD_OF) as SecretName[];

/** The checked environment, with every secret present. */
export type Config = Omit<Environment, SecretName> & Record<SecretName, string>;

/** A start that cannot go on: `problems` has one line a variable. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
  }
}

/** What is said of a start or a command that cannot go on: a line a wrong variable, or one with what failed. */
export function linesOf(error: unknown, failed: string): string[] {
  if (error instanceof ConfigError) return error.problems;
  return [`${failed}: ${error instanceof Error ? error.message : error}`];
}

/**
 * Checks the environment. Empty values count as absent.
 * `generateSecrets` supplies the secrets where the embedded database is used; one that is given instead replaces it.
 * @throws {ConfigError} naming each wrong or missing variable.
 */
export function loadConfig(
  env: NodeJS.ProcessEnv,
  generateSecrets: (dataDir: string) => Record<SecretName, string>,
): Config {
  const settings = check(environmentSchema, env);
  if (settings.DATABASE_URL === undefined) {
    const generated = generateSecrets(settings.DATA_DIR);
    return { ...generated, ...withoutUndefined(settings), ...withReplaced(generated, settings) };
  }
  const missing = SECRET_NAMES.filter((name) => settings[name] === undefined);
  if (missing.length > 0) {
    throw new ConfigError(missing.map((name) => `${name}: is required when DATABASE_URL is set`));
  }
  return settings as Config;
}

/**
 * Where the database is, for what needs no more.
 * @throws {ConfigError} naming each wrong variable.
 */
export const loadPlace = (env: NodeJS.ProcessEnv): Pick<Config, 'DATABASE_URL' | 'DATA_DIR'> =>
  check(environmentSchema.pick({ DATABASE_URL: true, DATA_DIR: true }), env);

function check<Output>(schema: z.ZodType<Output>, env: NodeJS.ProcessEnv): Output {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { data, error } = schema.safeParse(given, {
    error: ({ code }) => (code === 'invalid_type' ? 'must be a whole number' : undefined),
  });
  if (error) throw new ConfigError(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  return data as Output;
}

/** The old secrets, with those generated ones that were replaced: what they sealed and signed is still there. */
function withReplaced(generated: Record<SecretName, string>, settings: Environment): Partial<Environment> {
  const replaced = SECRET_NAMES.filter((name) => (settings[name] ?? generated[name]) !== generated[name]);
  return Object.fromEntries(replaced.map((name) => [OLD_OF[name], [...settings[OLD_OF[name]], generated[name]]]));
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}
