import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { RunningProcess } from './running-process.js';

export interface RunningSignalbox {
  base: string;
  /** Of the first administrator, as it was printed. */
  password: string;
  stop: () => Promise<void>;
}

/** The built process as its user starts it: production mode, a new data folder, the embedded PostgreSQL. */
export async function runSignalbox(env: Record<string, string>): Promise<RunningSignalbox> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'signalbox-browser-'));
  // As root, the database runs as another user, who must get to its folder.
  await chmod(dataDir, 0o755);
  const signalbox = new RunningProcess({ DATA_DIR: dataDir, ...env });
  const base = await signalbox.origin();
  const [, password = ''] = /first login: (\S+)/.exec(signalbox.output) ?? [];
  const stop = async () => {
    await signalbox.remove();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { base, password, stop };
}
