import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { requestInfo } from '../http/request-info.js';
import type { Actor, Caller } from '../services/core/access/actor.js';
import { authorise, can } from '../services/core/access/policy.js';
import { LIMITS, type LimitName, type LimitState } from '../services/core/access/rate-limits.js';
import { AppError, invalid } from '../services/core/errors.js';
import { noteDenial } from '../services/core/write/denial.js';
import { type Answer, once } from '../services/core/write/idempotency.js';
import type { Deps } from '../services/deps.js';
import { authenticate } from './authenticate.js';
import { parseQuery } from './query-string.js';
import { type Call, type Route, Versioned, WithStatus } from './route.js';
import { type StreamEnds, sendStream } from './send-stream.js';
import { Streamed } from './streamed.js';

const MIB = 1024 * 1024;
const NO_QUERY = z.strictObject({});

/** The router of all declared routes. A path that is known by other methods answers 405, any other 404. */
export function createApiRouter(deps: Deps, routes: Route[], ends: StreamEnds): Router {
  // Each open stream listens; Node would take more than ten for a leak.
  setMaxListeners(0, ends.stopping);
  const router = Router({ strict: false });
  const paths = [...new Set(routes.map(({ path }) => path))];
  const addPath = (path: string) => {
    const known = routes.filter((route) => route.path === path);
    for (const route of known) router[route.method](expressPath(path), handle(deps, route, ends));
    router.all(expressPath(path), refuseMethod(known));
  };
  // What has a name of its own comes first, by whatever method, so that `/users/me` and `/events/export` are no ids.
  for (const path of paths.filter(isLiteral)) addPath(path);
  router.all(RESERVED_PATHS, notFound);
  for (const path of paths.filter((one) => !isLiteral(one))) addPath(path);
  router.use(notFound);
  return router;
}

const isLiteral = (path: string): boolean => !path.includes('{');

/** Names that the contract gives to calls that are not there yet. Nobody is asked whether they are ids. */
const RESERVED_PATHS = [
  '/events/bulk',
  '/events/export',
  '/events/stream',
  '/tasks/export',
  '/users/export',
  '/users/lookup',
];

const notFound: RequestHandler = () => {
  throw new AppError('NOT_FOUND');
};

const expressPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

function refuseMethod(routes: Route[]): RequestHandler {
  const allowed = routes.map(({ method }) => method.toUpperCase()).join(', ');
  return (_req, res) => {
    res.set('Allow', allowed);
    throw new AppError('METHOD_NOT_ALLOWED');
  };
}

function handle(deps: Deps, route: Route, ends: StreamEnds): RequestHandler {
  const readBody = bodyReader(route.bodyLimit ?? MIB);
  return async (req, res) => {
    const called = deps.now();
    const letIn = () => admit(deps, route, req, called);
    const caller = await letIn();
    if (route.limit) await limitRate(deps, route.limit, req, res);
    const text = await readBody(req, res);
    const call: Call = {
      deps,
      caller,
      params: req.params as Record<string, string>,
      query: parseQuery(route.query ?? NO_QUERY, req.url),
      body: withoutReadOnly(route, req.body === undefined ? {} : req.body),
      text,
      ifVersion: readIfMatch(req),
    };
    const answer = await once(deps, call, idempotencyOf(route, req, caller.actor), async () =>
      toAnswer(route, await notingDenials(deps, caller, route, req, () => route.handler(call))),
    );
    if (answer.body instanceof Streamed) await sendStream(res, answer.body, letIn, ends);
    else send(res, answer);
  };
}

const ANONYMOUS: Actor = { type: 'anonymous' };

/** What strangers may do asks nobody who they are. */
const isPublic = ({ permission }: Route): boolean => can(ANONYMOUS, permission);

/** Who calls, when they may: the door is shut by default. Of a call that goes on, `called` is when it came. */
async function admit(deps: Deps, route: Route, req: Request, called: Date): Promise<Caller> {
  const actor = isPublic(route) ? ANONYMOUS : await authenticate(deps, req, called);
  const caller: Caller = { actor, via: 'api', request: requestInfo(req) };
  await notingDenials(deps, caller, route, req, async () => authorise(actor, route.permission));
  return caller;
}

/** Whom the door or the record is shut to, is noted. */
async function notingDenials<T>(deps: Deps, caller: Caller, route: Route, req: Request, work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    await noteDenial(deps, caller, route, error, req.params.id as string);
    throw error;
  }
}

async function limitRate(deps: Deps, name: LimitName, req: Request, res: Response): Promise<void> {
  const tell = ({ limit, remaining, reset }: LimitState) =>
    res.set({ 'RateLimit-Limit': `${limit}`, 'RateLimit-Remaining': `${remaining}`, 'RateLimit-Reset': `${reset}` });
  try {
    tell(await deps.rateLimits(name, req.ip ?? 'unknown'));
  } catch (error) {
    const isLimited = error instanceof AppError && error.code === 'RATE_LIMITED';
    if (isLimited) tell({ limit: LIMITS[name], remaining: 0, reset: error.retryAfter ?? 1 });
    throw error;
  }
}

/** Parses a JSON body and keeps its text. What has a body and is no JSON is refused unread. */
function bodyReader(limit: number) {
  const texts = new WeakMap<object, string>();
  const parseJson = express.json({
    limit,
    strict: false,
    type: (req) => hasBody(req as Request),
    verify: (req, _res, bytes) => texts.set(req, bytes.toString('utf8')),
  });
  return async (req: Request, res: Response): Promise<string> => {
    if (hasBody(req) && !req.is(['json', '+json'])) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
    await new Promise<void>((resolve, reject) => parseJson(req, res, (error) => (error ? reject(error) : resolve())));
    return texts.get(req) ?? '';
  };
}

const hasBody = (req: Request): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

/** A client may send back the whole record that it read: what cannot be written is ignored, not refused. */
function withoutReadOnly({ method, input, output, record = output as z.ZodObject }: Route, body: unknown): unknown {
  const isRecord = typeof body === 'object' && body !== null && !Array.isArray(body);
  const isKnown = input instanceof z.ZodObject && record instanceof z.ZodObject;
  if (!['put', 'patch'].includes(method) || !isRecord || !isKnown) return body;
  const isReadOnly = (name: string) => Object.hasOwn(record.shape, name) && !Object.hasOwn(input.shape, name);
  return Object.fromEntries(Object.entries(body).filter(([name]) => !isReadOnly(name)));
}

/** The version of If-Match; one that can never be ours fails like one that has passed. */
function readIfMatch(req: Request): number | undefined {
  const header = req.get('if-match');
  if (header === undefined || header === '*') return undefined;
  const [, version] = /^(?:W\/)?"(\d+)"$/.exec(header) ?? [];
  return version === undefined ? Number.NaN : Number(version);
}

function toAnswer({ status = 200 }: Route, result: unknown): Answer {
  if (result instanceof WithStatus) return { status: result.status, body: result.body, version: null };
  if (result instanceof Versioned) return { status, body: result.body, version: result.version };
  return { status, body: status === 204 ? null : result, version: null };
}

function send(res: Response, { status, body, version }: Answer): void {
  res.status(status);
  if (version !== null) res.set('ETag', `"${version}"`);
  if (status === 204) res.end();
  else res.json(body);
}

/** What makes a call the same as an earlier one: who makes it, where, with which key and body. */
function idempotencyOf({ method, holdsSecret, streams }: Route, req: Request, actor: Actor) {
  const key = req.get('idempotency-key');
  if (key === undefined || method !== 'post' || holdsSecret || streams || !('id' in actor)) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw invalid({ 'Idempotency-Key': 'must be 1 to 255 visible ASCII characters' });
  }
  const target = createHash('sha256').update(req.path).digest('base64url');
  return { scope: `${actor.id} ${target}`, key };
}
