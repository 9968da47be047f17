import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Config, ConfigError } from '../config.js';
import type { OnUnexpected } from '../services/core/unexpected.js';

/**
 * The function that ERROR_TRACKER exports as `report`; without one, errors are only logged.
 * @throws {ConfigError} when there is no such module or function
 */
export async function loadErrorTracker({ ERROR_TRACKER }: Config): Promise<OnUnexpected> {
  if (ERROR_TRACKER === undefined) return () => undefined;
  const { report } = await load(ERROR_TRACKER);
  if (typeof report !== 'function') throw new ConfigError(['ERROR_TRACKER: must export a function `report`']);
  return report as OnUnexpected;
}

async function load(file: string): Promise<{ report?: unknown }> {
  try {
    return (await import(pathToFileURL(path.resolve(file)).href)) as { report?: unknown };
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new ConfigError([`ERROR_TRACKER: cannot be loaded: ${reason}`]);
  }
}
