import { type Config, linesOf, loadConfig } from './config.js';
import { startEmbeddedPostgres } from './database/embedded/postgres.js';
import { endOnCrash } from './process/crash.js';
import { loadErrorTracker } from './process/error-tracker.js';
import { createLogger } from './process/logger.js';
import { Parts } from './process/parts.js';
import { generatedSecrets } from './process/secrets.js';
import type { Surroundings } from './process/serve.js';

const say = (line: string): void => console.log(line);

async function main(): Promise<void> {
  const config = loadConfig(process.env, generatedSecrets);
  const log = createLogger(config.LOG_LEVEL);
  const parts = new Parts(log);
  const onUnexpected = await loadErrorTracker(config);
  endOnCrash(log, onUnexpected, parts);
  const stop = async (signal: string) => {
    if (parts.isStopping) return;
    log.info({ signal }, 'stopping');
    await parts.stop();
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  // Whoever read our output may be gone; that is no reason to leave the database running.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    await start({ config, log, onUnexpected, parts, say });
  } catch (error) {
    // A stop that comes during the start takes away what the start stands on.
    if (parts.isStopping) return;
    await parts.stop();
    throw error;
  }
}

async function start(surroundings: Omit<Surroundings, 'url'>): Promise<void> {
  const { config, parts } = surroundings;
  // To load the app takes as long as to make a database, so the two go on side by side.
  const loading = import('./process/serve.js');
  const url = config.DATABASE_URL ?? (await parts.add(startEmbedded(config), ({ stop }) => stop())).url;
  const { serve } = await loading;
  await serve({ ...surroundings, url });
}

const startEmbedded = ({ DATA_DIR }: Config) => startEmbeddedPostgres({ dataDir: DATA_DIR, log: say });

main().catch((error) => {
  for (const line of linesOf(error, 'Signalbox cannot start')) console.error(line);
  process.exit(1);
});
