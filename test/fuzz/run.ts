// Starts Signalbox as its user does, on a new database, and has Schemathesis call it by what its OpenAPI document says.
// `npm run test:fuzz -- --seed 7 --max-examples 200` looks elsewhere, and longer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '../../scripts/demo/client.js';
import { runSignalbox } from '../support/running-signalbox.js';

const HERE = 'test/fuzz';
const ADMIN = { email: 'root@example.com', password: 'seven green bottles on the wall' };

async function main(): Promise<number> {
  const signalbox = await runSignalbox({
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    // Each call says that it comes from somewhere else.
    TRUST_PROXY: 'loopback',
    // Connection tests ask AWS, which is not there.
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    LOG_LEVEL: 'warn',
  });
  try {
    return await fuzz(signalbox.base);
  } finally {
    await signalbox.stop();
  }
}

async function fuzz(base: string): Promise<number> {
  const { access_token } = await new Client(base).post<{ access_token: string }>('/auth/login', ADMIN);
  const admin = new Client(base, access_token);
  const status = await schemathesis(base, { FUZZ_ORIGIN: base, FUZZ_TOKEN: access_token });
  // Had it locked itself out, all that followed would have been a 401, and no finding.
  await admin.get('/auth/me');
  return status;
}

/** Its exit code. What it keeps (examples, guesses) is thrown away, or it would not do the same again. */
async function schemathesis(base: string, env: Record<string, string>): Promise<number> {
  const cwd = mkdtempSync(path.join(tmpdir(), 'signalbox-fuzz-'));
  const settings = ['--config-file', path.resolve(HERE, 'schemathesis.toml')];
  const child = spawn('schemathesis', [...settings, 'run', `${base}/api/openapi.json`, ...process.argv.slice(2)], {
    cwd,
    env: { ...process.env, ...env, SCHEMATHESIS_HOOKS: path.resolve(HERE, 'hooks.py') },
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: 300_000,
  });
  try {
    const [code] = await once(child, 'close');
    return code ?? 1;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    console.error(`Schemathesis is missing: pip install -r ${HERE}/requirements.txt`);
    return 1;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

process.exitCode = await main();
