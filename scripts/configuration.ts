import { z } from 'zod';
import { ConfigError, environmentSchema, loadConfig } from '../src/config.js';
import { writeOrCheck } from './generated-file.js';

interface Described {
  type?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  description?: string;
}

const HEAD = `# Configuration

<!-- Made from src/config.ts by \`npm run docs:config\`. Edit there. -->

Signalbox is configured by environment variables alone, checked once at the start. A wrong or missing value stops the
start with one line a variable. An empty value counts as absent. Nothing needs to be set for a first look: without
\`DATABASE_URL\` an embedded PostgreSQL runs below \`DATA_DIR\`, and the three secrets are generated and kept there.

| Variable | Default | Required | Values | Meaning |
|---|---|---|---|---|
`;

const TAIL = `
## With a database of your own

\`DATABASE_URL\` makes it a production set-up: \`JWT_SECRET\`, \`SESSION_SECRET\` and \`SECRETS_KEY\` are then required. Make
each with

    node -e "console.log(require('node:crypto').randomBytes(32).toString('base64url'))"

and keep \`SECRETS_KEY\` as safe as the database: the AWS keys in it cannot be read without it. All processes of one
installation need the same three values. How they are exchanged for others is said under [Changing a
key](operations.md#changing-a-key).

## The AWS SDK's own variables

Connections to AWS are made by the AWS SDK for JavaScript, which reads its usual variables. The ones that matter here:

| Variable | Meaning |
|---|---|
| \`AWS_ACCESS_KEY_ID\`, \`AWS_SECRET_ACCESS_KEY\`, \`AWS_SESSION_TOKEN\` | What an AWS account without an access key of its own is tested with. |
| \`AWS_PROFILE\`, \`AWS_SHARED_CREDENTIALS_FILE\`, \`AWS_CONFIG_FILE\` | The same, from the AWS command line's files. |
| \`AWS_ENDPOINT_URL\`, \`AWS_ENDPOINT_URL_STS\` | Another endpoint than AWS: an emulator such as moto. |

On EC2, ECS and EKS the SDK finds the instance's, the task's or the pod's role by itself.

## Others

| Variable | Meaning |
|---|---|
| \`NODE_ENV\` | \`production\` when it is not set, by every way of starting it. |
| \`TEST_DATABASE_URL\` | For \`npm test\`: a PostgreSQL to use instead of the embedded one. |
| \`TEST_SEED\` | For \`npm test\`: repeats the order of a run that said it. |
| \`SAMPLE_EVENTS_DIR\` | For \`npm test\`: a folder of EventBridge events as JSON files, to be taken in as well. |
| \`CHROMIUM\` | For \`npm run test:browser\`: where Chromium is, when not at \`/usr/bin/chromium\`. |
`;

/** What may be given, in a few words. */
function valuesOf({ enum: names, type, minimum, maximum, minLength }: Described): string {
  if (names) return names.map((name) => `\`${name}\``).join(' ');
  if (type === 'integer' && maximum !== undefined) return `${minimum ?? 0} to ${maximum}`;
  return minLength !== undefined && minLength > 1 ? `text, ${minLength} characters or more` : 'text';
}

const defaultOf = (value: unknown): string =>
  value === undefined
    ? ''
    : [value]
        .flat()
        .map((part) => `\`${part}\``)
        .join(', ');

/** The variables that are missing in an environment with a database and nothing else. */
function requiredWithDatabase(): string {
  try {
    loadConfig({ DATABASE_URL: 'postgres://localhost/signalbox' }, () => ({}) as never);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

const { properties = {} } = z.toJSONSchema(environmentSchema, { io: 'input', unrepresentable: 'any' });
const defaults: Record<string, unknown> = environmentSchema.parse({});
const required = requiredWithDatabase();
const rows = Object.entries(properties as Record<string, Described>).map(([name, schema]) => {
  const isRequired = required.includes(`${name}: is required`) ? 'with `DATABASE_URL`' : 'no';
  return `| \`${name}\` | ${defaultOf(defaults[name])} | ${isRequired} | ${valuesOf(schema)} | ${schema.description ?? ''} |`;
});

writeOrCheck('docs/configuration.md', `${HEAD}${rows.join('\n')}\n${TAIL}`, 'npm run docs:config');
