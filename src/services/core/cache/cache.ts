/**
 * What is kept: figures over events, how many tasks there are of each kind, and the rules that ingest needs for every
 * event. Who changes what a topic tells drops it, after the commit.
 */
export const TOPICS = ['figures', 'task-counts', 'severity-rules'] as const;
export type Topic = (typeof TOPICS)[number];

/** What comes back from JSON as it went in: a Date would come back as a text, so it is none of these. */
export type Serialisable<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends Date | Map<unknown, unknown> | Set<unknown> | bigint | symbol | ((...args: never) => unknown)
    ? never
    : { [Name in keyof T]: Serialisable<T[Name]> };

/** Values that may be a moment old. Nobody may change what it is given: others are given the same. */
export interface Cache {
  /**
   * What `load` gives, kept for at most so many milliseconds, less where a drop in another process would not be heard.
   * Callers that come while it loads share the one load. A failure is not kept.
   */
  get<T>(topic: Topic, key: string, milliseconds: number, load: () => Promise<T & Serialisable<T>>): Promise<T>;
  /** Forgets a topic: here at once, in the other processes within a second. */
  drop(topic: Topic): void;
  /** Begins to talk with the other processes. Resolves once it is known whether they are heard; it never fails. */
  start(): Promise<void>;
  /** Whether a drop in another process is heard here, now. */
  readonly isShared: boolean;
  close(): Promise<void>;
}
