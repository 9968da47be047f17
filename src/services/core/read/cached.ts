import type { Core } from '../core.js';

/** What is kept for a moment: figures over events, and the rules that ingest needs for every event. */
type Topic = 'figures' | 'severity-rules';

interface Entry {
  until: number;
  value: Promise<unknown>;
}

/** Entries of a topic; past this many, the ones that have run out are swept. */
const MOST_ENTRIES = 500;

const caches = new WeakMap<Core, Map<Topic, Map<string, Entry>>>();

/**
 * What `load` gives, kept for so many milliseconds. Callers that come while it loads share the one load; a failure is
 * not kept. It is per process: a change made by another one is seen when the time has run out.
 */
export function cached<T>(
  core: Core,
  topic: Topic,
  key: string,
  milliseconds: number,
  load: () => Promise<T>,
): Promise<T> {
  const entries = entriesOf(core, topic);
  const entry = entries.get(key);
  const isThere = entry !== undefined && entry.until > Date.now();
  core.metrics.cacheReads.inc({ topic, outcome: isThere ? 'hit' : 'miss' });
  if (isThere) return entry.value as Promise<T>;
  if (entries.size >= MOST_ENTRIES) sweep(entries);
  const value = load();
  entries.set(key, { until: Date.now() + milliseconds, value });
  value.catch(() => entries.delete(key));
  return value;
}

/** Forgets a topic in this process, because what it tells has changed. */
export function dropCached(core: Core, topic: Topic): void {
  entriesOf(core, topic).clear();
}

function entriesOf(core: Core, topic: Topic): Map<string, Entry> {
  const topics = caches.get(core) ?? new Map<Topic, Map<string, Entry>>();
  caches.set(core, topics);
  const entries = topics.get(topic) ?? new Map<string, Entry>();
  topics.set(topic, entries);
  return entries;
}

function sweep(entries: Map<string, Entry>): void {
  for (const [key, { until }] of entries) if (until <= Date.now()) entries.delete(key);
}
