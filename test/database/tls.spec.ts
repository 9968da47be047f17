import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { expect } from 'chai';
import { createDataSource } from '../../ormconfig.js';

/** "No", in the protocol of PostgreSQL, to whoever asks for TLS. */
const NO = 'N';

/** What asking for TLS takes; who is to log in comes after it. */
const ASKING_BYTES = 8;

describe('A database that is asked for TLS and has none', () => {
  let server: Server;
  let received: string;

  beforeEach(async () => {
    received = '';
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        received += bytes.toString('latin1');
        socket.write(NO);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(() => server.close());

  it('is told nothing but that', async () => {
    const { port } = server.address() as AddressInfo;
    const url = `postgres://somebody:their-password@127.0.0.1:${port}/signalbox?sslmode=verify-full`;
    const db = createDataSource({ url, poolSize: 2, onPoolError: () => undefined });
    const failure = await db.initialize().catch((error: Error) => error.message);
    expect(failure).to.match(/does not support SSL/);
    expect(received).to.have.length(ASKING_BYTES);
  });
});
