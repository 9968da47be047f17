import { spawn } from 'node:child_process';
import { answers, freePort } from './running-signalbox.js';

/** moto's server, which speaks AWS's own protocol: `pip install 'moto[server]'`. */
export async function runAwsEmulator(): Promise<{ url: string; stop: () => void }> {
  const port = await freePort();
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', `${port}`], { stdio: 'ignore' });
  child.on('error', (error) => {
    throw new Error(`moto_server does not start (${error.message}): pip install 'moto[server]'`);
  });
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/moto-api/`, child);
  return { url, stop: () => child.kill() };
}
