import path from 'node:path';
import { RunningProcess } from './running-process.js';

const COMMAND = path.resolve(import.meta.dirname, '../../scripts/reseal.js');

/** What `npm run secrets:reseal` runs, as a process of its own. */
export const startReseal = (env: Record<string, string>): RunningProcess =>
  new RunningProcess(env, [process.execPath, COMMAND]);

/** Runs it to its end. */
export async function reseal(env: Record<string, string>) {
  const command = startReseal(env);
  try {
    return { exit: await command.exit(), output: command.output, errors: command.errors };
  } finally {
    await command.remove('SIGKILL');
  }
}
