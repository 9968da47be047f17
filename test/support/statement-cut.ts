import { Transform } from 'node:stream';
import { MessageTypes } from './message-types.js';

/** What a connection does not bring any more: a statement, its answer, or the next one; the server says goodbye then. */
export const LOSSES = ['statement', 'answer', 'next statement'] as const;

export interface Plan {
  /** The statement, of all that the app sends from now on: the first is 1. */
  at: number;
  loses: (typeof LOSSES)[number];
  /** The server takes all other connections with it, and stays away until it is restored. */
  breaks: 'connection' | 'server';
}

/** A cut at a statement to come, and how it went. */
export interface StatementCut extends Plan {
  /** Statements that the app has sent since. */
  sent: number;
  isDone: boolean;
}

/** What a server says to a connection that it ends while nothing is asked. */
const GOODBYE = message('E', 'SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0');

function message(type: string, text: string): Buffer {
  const bytes = Buffer.from(`${type}0000${text}`);
  bytes.writeInt32BE(bytes.length - 1, 1);
  return bytes;
}

/** Both directions of a connection, on which a cut that is planned meets its statement. Statements come one at a time. */
export function watched(planned: () => StatementCut | undefined, breakOff: (cut: StatementCut) => void) {
  let met: StatementCut | undefined;
  const done = (cut: StatementCut) => {
    cut.isDone = true;
    // What passes now shall arrive.
    setImmediate(breakOff, cut);
  };
  const requests = through(new MessageTypes('client'), (chunk, types) => {
    const cut = planned();
    // A statement is one message, or several that end with this one.
    if (!cut || !types.some((type) => type === 'Q' || type === 'S')) return chunk;
    cut.sent += 1;
    if (cut.sent !== cut.at) return chunk;
    if (cut.loses === 'statement') done(cut);
    else met = cut;
    return met && chunk;
  });
  const answers = through(new MessageTypes('server'), (chunk, types) => {
    const isWhole = types.includes('Z');
    if (met && isWhole) done(met);
    if (met?.loses === 'answer') return undefined;
    return met && isWhole ? Buffer.concat([chunk, GOODBYE]) : chunk;
  });
  return { requests, answers };
}

const through = (types: MessageTypes, change: (chunk: Buffer, types: string[]) => Buffer | undefined): Transform =>
  new Transform({ transform: (chunk: Buffer, _encoding, pass) => pass(null, change(chunk, types.in(chunk))) });
