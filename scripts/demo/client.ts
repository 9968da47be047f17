/** An answer that is not 2xx, as the API says it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The error body, and what of other answers the demo reads. */
interface Failure {
  code?: string;
  message?: string;
  details?: Record<string, string>;
}

/** Calls the REST API as one caller: a user by access token, or a key. */
export class Client {
  constructor(
    readonly base: string,
    private readonly token?: string,
  ) {}

  /** The same door for another caller. */
  as(token: string): Client {
    return new Client(this.base, token);
  }

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('PUT', path, body);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('PATCH', path, body);
  }

  delete(path: string): Promise<void> {
    return this.call<void>('DELETE', path);
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.base}/api${path}`, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
    throw failureOf(response.status, text, `${method} ${path}`);
  }
}

function failureOf(status: number, text: string, call: string): ApiError {
  try {
    const { code = 'UNKNOWN', message = '', details } = JSON.parse(text) as Failure;
    const problems = Object.entries(details ?? {}).map(([field, problem]) => `${field} ${problem}`);
    return new ApiError(status, code, `${call}: ${[message, ...problems].join(' ')}`);
  } catch {
    return new ApiError(status, 'UNKNOWN', `${call}: status ${status}, and no answer of a Signalbox`);
  }
}

/** What comes of a call, or null when the API refuses it with one of these codes. */
export async function unless<T>(codes: string[], call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError && codes.includes(error.code)) return null;
    throw error;
  }
}

/** Works on all items, a few at a time. */
export async function inParallel<T>(items: T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const lanes = Array.from({ length: width }, async () => {
    for (const item of queue) await work(item);
  });
  await Promise.all(lanes);
}
