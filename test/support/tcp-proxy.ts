import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Plan, type StatementCut, watched } from './statement-cut.js';

export interface TcpProxy {
  port: number;
  /** Breaks every connection and refuses new ones, like a server that went away. */
  cut(): Promise<void>;
  /** Breaks one connection, or does the same, at a statement to come. */
  cutAt(plan: Plan): StatementCut;
  /** Takes connections again, on the same port, and cuts none any more. */
  restore(): Promise<void>;
}

/** Stands between the app and its database, so that a test can take the database away. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let planned: StatementCut | undefined;
  const server = createServer({ noDelay: true }, (inner) => {
    const outer = connect({ ...target, noDelay: true });
    for (const socket of [inner, outer]) {
      sockets.add(socket);
      // One end that breaks takes the other with it; that is all there is to say about it.
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket);
          inner.destroy();
          outer.destroy();
        });
    }
    const breakOff = ({ breaks }: Plan) => (breaks === 'server' ? proxy.cut() : inner.destroy());
    const { requests, answers } = watched(() => planned, breakOff);
    inner.pipe(requests).pipe(outer).pipe(answers).pipe(inner);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy: TcpProxy = {
    port,
    async cut() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    cutAt(plan) {
      planned = { ...plan, sent: 0, isDone: false };
      return planned;
    },
    async restore() {
      planned = undefined;
      if (server.listening) return;
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
  return proxy;
}
