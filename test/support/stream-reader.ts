import type { Bearer } from './api.js';

const TEXT = new TextDecoder();

/** Reads an answer piece by piece, as it comes. */
export class StreamReader {
  private readonly reader;

  private constructor(
    readonly response: Response,
    private readonly hanging: AbortController,
  ) {
    this.reader = (response.body as ReadableStream<Uint8Array>).getReader();
  }

  /** Resolves once the head of the answer is there. */
  static async open(origin: string, { token }: Bearer, headers: Record<string, string> = {}): Promise<StreamReader> {
    const hanging = new AbortController();
    const response = await fetch(`${origin}/api/stream`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
      signal: hanging.signal,
    });
    return new StreamReader(response, hanging);
  }

  /** What has come, once something has; `the end` after the last of it, or `cut off` where there was none. */
  async next(): Promise<string> {
    try {
      const { done, value } = await this.reader.read();
      return done ? 'the end' : TEXT.decode(value);
    } catch {
      return 'cut off';
    }
  }

  hangUp(): void {
    this.hanging.abort();
  }
}
