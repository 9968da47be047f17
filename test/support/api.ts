import { expect } from 'chai';
import { expectDeclared } from './contract.js';
import { origin } from './world.js';

/** What every error answers. */
export interface ErrorBody {
  code: string;
  message: string;
  details?: Record<string, string>;
  request_id: string;
}

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface CallOptions {
  headers?: Record<string, string>;
  /** Goes out as JSON; a text or bytes as they are. */
  body?: unknown;
  /** `/api/v1` unless said otherwise. */
  base?: string;
}

/** Whoever may call: a user or an API key of the builders. */
export interface Bearer {
  token: string;
}

const toBody = (body: unknown): string | Uint8Array | null => {
  if (body === undefined) return null;
  return typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
};

/** A client of the REST API. Each answer that is declared is held against its declaration. */
export class Api {
  constructor(
    private readonly headers: Record<string, string> = {},
    readonly name = 'nobody',
  ) {}

  /** The same, called by somebody. */
  as = ({ token }: Bearer, name = 'somebody'): Api =>
    new Api({ ...this.headers, authorization: `Bearer ${token}` }, name);

  get = <Body = ErrorBody>(path: string, options?: CallOptions) => this.call<Body>('GET', path, options);
  delete = <Body = ErrorBody>(path: string, options?: CallOptions) => this.call<Body>('DELETE', path, options);
  post = <Body = ErrorBody>(path: string, body?: unknown, options?: CallOptions) =>
    this.call<Body>('POST', path, { ...options, body });
  put = <Body = ErrorBody>(path: string, body?: unknown, options?: CallOptions) =>
    this.call<Body>('PUT', path, { ...options, body });
  patch = <Body = ErrorBody>(path: string, body?: unknown, options?: CallOptions) =>
    this.call<Body>('PATCH', path, { ...options, body });

  async call<Body = ErrorBody>(method: string, path: string, options: CallOptions = {}): Promise<Answer<Body>> {
    const { base = '/api/v1' } = options;
    const response = await fetch(`${origin}${base}${path}`, {
      method,
      headers: {
        ...this.headers,
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
        ...options.headers,
      },
      body: toBody(options.body),
      redirect: 'manual',
    });
    const text = await response.text();
    const type = response.headers.get('content-type')?.split(';', 1)[0];
    const body: unknown = text === '' ? undefined : type === 'application/json' ? JSON.parse(text) : text;
    expect(response.headers.get('x-request-id'), 'X-Request-Id').to.be.a('string').and.not.equal('');
    if (base.startsWith('/api') && method !== 'HEAD')
      expectDeclared(method, path.split('?')[0] as string, { status: response.status, type, body });
    return { status: response.status, headers: response.headers, body: body as Body };
  }
}

export const api = new Api();
