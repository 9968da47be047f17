import { AssumeRoleCommand, type Credentials, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { ConnectionReport } from './connection-report.js';

/** What to connect with. Without keys the SDK's own credentials are used (environment, instance or task role). */
export interface Connection {
  account_id: string;
  region: string;
  role_arn: string | null;
  external_id: string | null;
  keys: { accessKeyId: string; secretAccessKey: string } | null;
}

type Check = ConnectionReport['checks'][number];

/** Milliseconds that one call to AWS may take. */
const TIMEOUT_MS = 10_000;

/** What to do about a failure, by AWS's own code for it. */
const ADVICE: Record<string, string> = {
  InvalidClientTokenId: 'AWS does not know this access key id. Check it, or make a new key pair.',
  SignatureDoesNotMatch: 'The secret access key does not belong to the access key id. Enter both again.',
  ExpiredToken: 'The credentials have expired. Enter new ones.',
  ExpiredTokenException: 'The credentials have expired. Enter new ones.',
  AccessDenied:
    'AWS refuses. Check that the role trusts this identity and that the external id is the one it asks for.',
  AccessDeniedException:
    'AWS refuses. Check that the role trusts this identity and that the external id is the one it asks for.',
  CredentialsProviderError:
    'There are no AWS credentials here. Enter an access key, or run Signalbox where the AWS SDK finds some.',
  RegionDisabledException: 'This region is not switched on for the account. Switch it on, or choose another.',
  TimeoutError: 'AWS did not answer in time. Check the network and the region.',
};

/** Asks AWS who we are with this connection, through its role where there is one. Never throws: a failure is a report. */
export async function checkConnection(connection: Connection): Promise<ConnectionReport> {
  const started = performance.now();
  const checks: Check[] = [];
  let current: Check['name'] = connection.role_arn ? 'assume_role' : 'caller_identity';
  try {
    let credentials = connection.keys;
    if (connection.role_arn) {
      credentials = await assumeRole(connection, connection.role_arn);
      checks.push({ name: 'assume_role', ok: true, message: `Assumed ${connection.role_arn}` });
    }
    current = 'caller_identity';
    const identity = await callSts(connection.region, credentials, (sts, abortSignal) =>
      sts.send(new GetCallerIdentityCommand({}), { abortSignal }),
    );
    checks.push({ name: 'caller_identity', ok: true, message: `AWS knows us as ${identity.Arn}` });
    checks.push(compareAccount(connection.account_id, identity.Account));
    return report(checks, started, { caller_arn: identity.Arn, account_id: identity.Account });
  } catch (error) {
    const { code, message } = explain(error);
    checks.push({ name: current, ok: false, message });
    return report(checks, started, { code });
  }
}

async function assumeRole({ region, keys, external_id }: Connection, role: string) {
  const { Credentials: assumed } = await callSts(region, keys, (sts, abortSignal) =>
    sts.send(
      new AssumeRoleCommand({
        RoleArn: role,
        RoleSessionName: 'signalbox-connection-test',
        DurationSeconds: 900,
        ...(external_id && { ExternalId: external_id }),
      }),
      { abortSignal },
    ),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = assumed as Credentials;
  return {
    accessKeyId: AccessKeyId as string,
    secretAccessKey: SecretAccessKey as string,
    sessionToken: SessionToken as string,
  };
}

async function callSts<T>(
  region: string,
  credentials: Connection['keys'],
  call: (sts: STSClient, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const sts = new STSClient({ region, maxAttempts: 2, ...(credentials && { credentials }) });
  try {
    return await call(sts, AbortSignal.timeout(TIMEOUT_MS));
  } finally {
    sts.destroy();
  }
}

function compareAccount(expected: string, found: string | undefined): Check {
  const ok = found === expected;
  return {
    name: 'account',
    ok,
    message: ok
      ? `The credentials belong to account ${expected}`
      : `The credentials belong to account ${found}, not ${expected}. Use credentials or a role of ${expected}.`,
  };
}

/** What AWS may leave out of an answer. */
interface Found {
  code?: string;
  caller_arn?: string | undefined;
  account_id?: string | undefined;
}

function report(checks: Check[], started: number, found: Found): ConnectionReport {
  const failed = checks.find(({ ok }) => !ok);
  const code = found.code ?? (failed && 'AccountMismatch');
  return {
    success: !failed,
    message: failed?.message ?? 'The connection works.',
    ...found,
    ...(code && { code }),
    latency_ms: Math.round(performance.now() - started),
    checks,
  };
}

/** AWS's messages may name the caller, never a secret. */
function explain(error: unknown): { code: string; message: string } {
  const { name = 'Error', message = '', code = '' } = error as { name?: string; message?: string; code?: string };
  if (name === 'AbortError' || name === 'TimeoutError')
    return { code: 'TimeoutError', message: ADVICE.TimeoutError as string };
  if (/^(ECONN|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH)/.test(code)) {
    return { code, message: 'AWS cannot be reached from here. Check the network, the proxy and the region.' };
  }
  return { code: name, message: ADVICE[name] ? `${ADVICE[name]} (AWS says: ${message})` : `AWS says: ${message}` };
}
