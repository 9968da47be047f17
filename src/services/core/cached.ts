import type { Deps } from './deps.js';

interface Entry {
  until: number;
  value: Promise<unknown>;
}

const caches = new WeakMap<Deps, Map<string, Entry>>();

/**
 * What `load` gives, for `milliseconds` long. Callers that come while it loads share the one load; a failure is not
 * kept. It is per process, so keep it short: other processes go on seeing the old value until it runs out.
 */
export function cached<T>(deps: Deps, key: string, milliseconds: number, load: () => Promise<T>): Promise<T> {
  const cache = caches.get(deps) ?? new Map<string, Entry>();
  caches.set(deps, cache);
  const entry = cache.get(key);
  if (entry && entry.until > Date.now()) return entry.value as Promise<T>;
  const value = load();
  cache.set(key, { until: Date.now() + milliseconds, value });
  value.catch(() => cache.delete(key));
  return value;
}

/** Forgets what was cached under the key, in this process. */
export const dropCached = (deps: Deps, key: string): boolean => caches.get(deps)?.delete(key) ?? false;
