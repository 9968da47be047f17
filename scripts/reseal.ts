import 'reflect-metadata';
import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/process/logger.js';
import { generatedSecrets } from '../src/process/secrets.js';
import { allSealed } from '../src/services/all-sealed.js';
import type { Core } from '../src/services/core/core.js';
import { countSealedOtherwise } from '../src/services/core/read/stored-seals.js';
import { type Resealed, reseal } from '../src/services/core/write/reseal.js';
import { Progress } from './progress.js';
import { run, withDatabase } from './with-database.js';

// Seals every stored secret anew under SECRETS_KEY. Takes the environment of the server, with the keys of before in
// SECRETS_KEYS_OLD; a server on a database of yours may go on meanwhile, the embedded one has one process.

/** A stop ends it between two batches. */
const stopping = new AbortController();

async function main(): Promise<void> {
  const config = loadConfig(process.env, generatedSecrets);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopping.abort());
  // Most of the app has nothing to do with it, and takes seconds to load.
  const { createDeps } = await import('../src/app.js');
  await withDatabase(config, async (db) => {
    const deps = createDeps({ config, db, log: createLogger(config.LOG_LEVEL) });
    tell(await resealAll(deps), await countSealedOtherwise(deps, allSealed));
  });
}

async function resealAll(core: Core): Promise<Resealed[]> {
  const progress = new Progress('Sealing anew', await countSealedOtherwise(core, allSealed));
  const batches: Resealed[] = [];
  for await (const batch of reseal(core, allSealed)) {
    batches.push(batch);
    progress.step(batch.resealed + batch.unreadable.length);
    if (stopping.signal.aborted) break;
  }
  return batches;
}

/** What was done and what was not. Secrets are known by their records: by what people call them, too. */
function tell(batches: Resealed[], left: number): void {
  const resealed = batches.reduce((sum, batch) => sum + batch.resealed, 0);
  const unreadable = batches.flatMap((batch) =>
    batch.unreadable.map(({ id, title }) => `  ${batch.table} ${id} ${JSON.stringify(title)}`),
  );
  console.log(`\nSealed anew under SECRETS_KEY: ${resealed}. Not under it: ${left}.`);
  if (left > 0) process.exitCode = 1;
  if (left > unreadable.length) console.error('It is not done: run it again, and it goes on from here.');
  if (unreadable.length === 0) return;
  console.error(`Cannot be opened: ${unreadable.length}`);
  for (const line of unreadable) console.error(line);
  console.error('Put the key that sealed them into SECRETS_KEYS_OLD and run it again, or type them again.');
}

await run(main, 'Nothing more is sealed anew');
