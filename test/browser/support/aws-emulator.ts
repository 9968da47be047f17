import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../support/free-port.js';
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

const answers = (url: string): Promise<void> =>
  until(`${url} answers`, () =>
    fetch(url).then(
      () => true,
      () => false,
    ),
  );
