import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { until } from '../../support/until.js';

/** moto's server, which speaks AWS's own protocol: `pip install 'moto[server]'`. */
export async function runAwsEmulator(): Promise<{ url: string; stop: () => void }> {
  const port = await freePort();
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', `${port}`], { stdio: 'ignore' });
  const failed = once(child, 'error').then(([error]) => {
    throw new Error(`moto_server does not start (${error}): pip install 'moto[server]'`);
  });
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([failed, answers(`${url}/moto-api/`)]);
  return { url, stop: () => child.kill() };
}

/** A port that is free now: moto does not tell which one it took. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

const answers = (url: string): Promise<void> =>
  until(`${url} answers`, () =>
    fetch(url).then(
      () => true,
      () => false,
    ),
  );
