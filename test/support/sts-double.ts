import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the double was asked, in order. */
export interface StsCall {
  action: string;
  parameters: URLSearchParams;
  access_key_id: string;
}

interface StsOptions {
  /** The account that the caller turns out to be in. */
  account: string;
  /** AWS's own code, where it refuses. */
  refuse?: { action: string; code: string; message: string };
}

export interface StsDouble {
  url: string;
  calls: StsCall[];
  stop(): void;
}

/** Speaks STS's query protocol as far as a connection test needs it; the SDK takes it for AWS. */
export async function startStsDouble({ account, refuse }: StsOptions): Promise<StsDouble> {
  const calls: StsCall[] = [];
  const server = createServer(async (req, res) => {
    const parameters = new URLSearchParams(await textOf(req));
    const action = parameters.get('Action') ?? '';
    const [, access_key_id = ''] = /Credential=([^/]+)\//.exec(req.headers.authorization ?? '') ?? [];
    calls.push({ action, parameters, access_key_id });
    const isRefused = refuse?.action === action;
    res.writeHead(isRefused ? 403 : 200, { 'content-type': 'text/xml' });
    res.end(isRefused ? refusal(refuse) : answer(action, account, parameters));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function textOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) text += chunk;
  return text;
}

const XMLNS = 'https://sts.amazonaws.com/doc/2011-06-15/';

function answer(action: string, account: string, parameters: URLSearchParams): string {
  const name = parameters.get('RoleArn')?.split('/').at(-1);
  const result =
    action === 'AssumeRole'
      ? `<Credentials><AccessKeyId>ASIAASSUMEDROLEKEY00</AccessKeyId><SecretAccessKey>assumed-secret</SecretAccessKey>
         <SessionToken>assumed-session</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
         <AssumedRoleUser><Arn>arn:aws:sts::${account}:assumed-role/${name}/s</Arn>
         <AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser>`
      : `<Arn>arn:aws:iam::${account}:user/signalbox</Arn><UserId>AIDAUSER</UserId><Account>${account}</Account>`;
  return `<${action}Response xmlns="${XMLNS}"><${action}Result>${result}</${action}Result>
    <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`;
}

const refusal = ({ code, message }: { code: string; message: string }): string =>
  `<ErrorResponse xmlns="${XMLNS}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>
   <RequestId>r</RequestId></ErrorResponse>`;
