import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds without a byte, either way, after which a connection is let go: an answer that nobody reads takes memory. */
const SILENT_MS = 65_000;

/** A server for the app, which has a connection wait for each answer. Nothing listens yet. */
export function createHttpServer(app: RequestListener): Server {
  const server = createServer(oneAtATime(app));
  server.timeout = SILENT_MS;
  return server;
}

/**
 * Ends a connection that brings a request before the last one is answered. Node begins all that came in one go without a
 * turn for others in between, and thousands fit into one. No browser and no proxy sends them so.
 */
function oneAtATime(app: RequestListener): RequestListener {
  const busy = new WeakSet<Socket>();
  return (req, res) => {
    const { socket } = req;
    if (busy.has(socket)) {
      socket.destroy();
      return;
    }
    busy.add(socket);
    res.once('close', () => busy.delete(socket));
    app(req, res);
  };
}
