import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

const START_TIMEOUT_MS = 60_000;

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

async function answers(url: string): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < until) {
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer in time`);
}
