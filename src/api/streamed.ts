/** What can be streamed. JSON has the declared output's shape; the others are text. */
export type StreamType = 'text/event-stream' | 'text/csv' | 'application/json';

/**
 * An answer that is sent while it is made. The source is asked for a chunk when the caller has room for it, and is
 * left (its `finally` runs) when the answer is over. The signal aborts at the same moment: what the source waits for
 * must heed it. A source fails by throwing; what can be refused, the handler refuses before it answers.
 */
export class Streamed<Type extends StreamType = StreamType> {
  constructor(
    readonly type: Type,
    /** Of server-sent events, whole ones. */
    readonly chunks: (signal: AbortSignal) => AsyncIterable<string | Uint8Array>,
    /** For answers that are kept as a file. */
    readonly fileName?: string,
  ) {}

  /** Nobody waits for the end of events, so they may end at any time. Anything else is whole or it is nothing. */
  get isEndless(): boolean {
    return this.type === 'text/event-stream';
  }
}
