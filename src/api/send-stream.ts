import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Response } from 'express';
import { breakOff } from '../http/break-off.js';
import { noteStream } from '../http/request-log.js';
import { AppError } from '../services/core/errors.js';
import { HEARTBEAT } from './sse.js';
import type { Streamed } from './streamed.js';

/** Milliseconds that a stream goes on before its caller is looked at again. */
const LOOK_AGAIN_MS = 15_000;

/** What ends a stream besides its source and its reader. */
export interface StreamEnds {
  /** Aborts when the process stops. */
  stopping: AbortSignal;
  /** Resolves when it is time to look at the caller again. */
  nextLook: (signal: AbortSignal) => Promise<unknown>;
}

export const nextLook = (signal: AbortSignal): Promise<unknown> =>
  wait(LOOK_AGAIN_MS, undefined, { signal, ref: false });

/**
 * Sends a stream until its source ends, its reader goes, or its caller is not let in any more. Events end with the
 * process, too; anything else has the time that every request in flight has.
 * @throws what the source or a look throws, but for a refusal that ends events: half an answer must not end like a whole
 */
export async function sendStream(
  res: Response,
  streamed: Streamed,
  letIn: () => Promise<unknown>,
  { stopping, nextLook }: StreamEnds,
): Promise<void> {
  const { isEndless } = streamed;
  if (res.destroyed) return;
  sendHead(res, streamed);
  if (res.req.method === 'HEAD' || (isEndless && stopping.aborted)) {
    res.end();
    return;
  }
  const over = new AbortController();
  const end = () => over.abort();
  const ended = new Promise<void>((resolve) => over.signal.addEventListener('abort', () => resolve()));
  const watch = async (): Promise<never> => {
    for (;;) {
      await nextLook(over.signal);
      await letIn();
      if (isEndless && !over.signal.aborted && !res.writableNeedDrain) res.write(HEARTBEAT);
    }
  };
  res.once('close', end);
  if (isEndless) stopping.addEventListener('abort', end);
  try {
    await Promise.race([ended, pump(res, streamed, over.signal), watch()]);
  } catch (error) {
    if (!isEndless || !isRefusal(error)) throw error;
  } finally {
    stopping.removeEventListener('abort', end);
    end();
  }
  finish(res);
}

/** At once, so that the caller knows that it may wait. Nothing on the way may gather or change what follows. */
function sendHead(res: Response, { type, fileName }: Streamed): void {
  if (fileName !== undefined) res.attachment(fileName);
  res.set({
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  res.flushHeaders();
  noteStream(res);
}

async function pump(res: Response, { chunks }: Streamed, signal: AbortSignal): Promise<void> {
  for await (const chunk of chunks(signal)) {
    if (signal.aborted) return;
    if (!res.write(chunk)) await once(res, 'drain', { signal });
  }
}

const isRefusal = (error: unknown): boolean => error instanceof AppError && [401, 403].includes(error.status);

/** Whoever has not even read what was sent so far would keep the end waiting for ever. */
function finish(res: Response): void {
  if (res.destroyed) return;
  if (res.writableNeedDrain) breakOff(res, new Error('the reader of a stream lags behind its end'));
  else res.end();
}
