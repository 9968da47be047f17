import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Actor } from '../services/core/access/actor.js';
import { invalid } from '../services/core/errors.js';
import { parseJson } from '../services/core/input/json.js';
import { type Answer, once } from '../services/core/write/idempotency.js';
import type { Deps } from '../services/deps.js';
import { admit, limitRate, notingDenials } from './door.js';
import { parseQuery } from './query-string.js';
import { bodyReader, readIfMatch, withoutReadOnly } from './read-request.js';
import { type Call, isRepeatable, type Route, Versioned, WithStatus } from './route.js';
import { type StreamEnds, sendStream } from './send-stream.js';
import { Streamed } from './streamed.js';

const NO_QUERY = z.strictObject({});

/** A declared route as Express takes it: the door, what was sent, the route's own handler, and its answer. */
export function handle(deps: Deps, route: Route, ends: StreamEnds): RequestHandler {
  const readBody = bodyReader(route);
  return async (req, res) => {
    const called = deps.now();
    const letIn = () => admit(deps, route, req, called);
    const caller = await letIn();
    if (route.limit) await limitRate(deps, route.limit, req, res);
    const text = await readBody(req, res);
    const call: Omit<Call, 'keep'> = {
      deps,
      caller,
      params: req.params as Record<string, string>,
      query: parseQuery(route.query ?? NO_QUERY, req.url),
      body: route.takesText ? undefined : withoutReadOnly(route, text === '' ? {} : parseJson(text)),
      text,
      ifVersion: readIfMatch(req),
    };
    const identity = idempotencyOf(route, req, caller.actor);
    const work = () =>
      once(deps, call, identity, async (keepAnswer) => {
        const keep: Call['keep'] = keepAnswer && ((on, result) => keepAnswer(on, toAnswer(route, result)));
        return toAnswer(route, await notingDenials(deps, caller, route, req, () => route.handler({ ...call, keep })));
      });
    const answer = await (route.hasOwnQueue ? work() : deps.shares.run(caller, work));
    if (answer.body instanceof Streamed) await sendStream(res, answer.body, letIn, ends);
    else send(res, answer);
  };
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
function idempotencyOf(route: Route, req: Request, actor: Actor) {
  const key = req.get('idempotency-key');
  if (key === undefined || !isRepeatable(route) || !('id' in actor)) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw invalid({ 'Idempotency-Key': 'must be 1 to 255 visible ASCII characters' });
  }
  // A path can be written in several ways.
  const place = `${route.method} ${route.path} ${String(req.params.id).toLowerCase()}`;
  const target = createHash('sha256').update(place).digest('base64url');
  return { scope: `${actor.id} ${target}`, key };
}
