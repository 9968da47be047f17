import { PassThrough } from 'node:stream';
import compression from 'compression';
import express from 'express';
import { z } from 'zod';
import { errorPage } from '../../src/admin/login/error-page.js';
import { type Route, route } from '../../src/api/route.js';
import { createApiRouter } from '../../src/api/router.js';
import { Streamed, type StreamType } from '../../src/api/streamed.js';
import { closeWhenStopping } from '../../src/http/close-when-stopping.js';
import { sendErrors } from '../../src/http/error-response.js';
import { createHttpMetrics } from '../../src/http/metrics.js';
import { identifyRequest } from '../../src/http/request-info.js';
import { tellRequests } from '../../src/http/request-log.js';
import { guarded } from '../../src/services/core/access/guarded.js';
import { logLines } from './log-lines.js';
import { aUser, type TestUser } from './people.js';
import type { StreamReader } from './stream-reader.js';
import { deps } from './world.js';

type Chunks = Streamed['chunks'];

const forReaders = guarded({
  permission: 'tasks:read',
  action: 'task.stream',
  entity: 'task',
  work: async () => undefined,
});

/** Streams the chunks at `/api/stream`, to everybody who may read tasks. */
export const streamRoute = (type: StreamType, chunks: Chunks): Route =>
  route({
    method: 'get',
    path: '/stream',
    name: 'stream',
    summary: 'A stream of a test',
    serves: forReaders,
    streams: [type],
    output: z.array(z.int()),
    answer: () => new Streamed(type, chunks, type === 'text/csv' ? 'naïve "numbers".csv' : undefined),
  });

/** Says more than compression leaves alone. */
const plainRoute = route({
  method: 'get',
  path: '/plain',
  name: 'plain',
  summary: 'A plain answer of a test',
  serves: forReaders,
  output: z.string(),
  answer: () => 'plain '.repeat(1000),
});

/** An app of the real parts in their order, with routes of a test, whose time to look and to stop the test tells. */
export function aStreamApp(...routes: Route[]) {
  const process = new AbortController();
  const metrics = createHttpMetrics(deps);
  let look: () => void = () => undefined;
  const nextLook = () =>
    new Promise<void>((resolve) => {
      look = resolve;
    });
  const ends = { stopping: process.signal, nextLook };
  const app = express()
    .use(identifyRequest, tellRequests(deps.log, metrics), closeWhenStopping(ends.stopping))
    .use('/api', compression(), createApiRouter(deps, [...routes, plainRoute], ends))
    .use(sendErrors(deps, errorPage));
  return { app, metrics, stop: () => process.abort(), lookAgain: () => look() };
}

/** Somebody who may, and a source that the test writes to: anew for each test. */
export function aStreamScene() {
  const scene = {
    user: undefined as unknown as TestUser,
    source: new PassThrough(),
    exportOf: () => aStreamApp(streamRoute('text/csv', () => scene.source)),
    eventsOf: () => aStreamApp(streamRoute('text/event-stream', () => scene.source)),
  };
  beforeEach(async () => {
    scene.user = await aUser();
    scene.source = new PassThrough();
  });
  return scene;
}

/** The log line of what a reader was sent. */
export const lineOf = (reader: StreamReader) =>
  logLines.first(
    ({ request_id, ms }) => ms !== undefined && request_id === reader.response.headers.get('x-request-id'),
  );
