import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface Server {
  process: ChildProcess;
  port: number;
}

/** Waits as long as the server lives: recovery after a crash takes its time. */
export async function connectWhenReady(
  server: Server,
  as: { user: string; password: string; database: string },
): Promise<pg.Client> {
  const began = Date.now();
  while (!hasExited(server.process)) {
    const client = new pg.Client({
      ...as,
      host: '127.0.0.1',
      port: server.port,
      ssl: false,
      connectionTimeoutMillis: 5000,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      const isStarting = !(error instanceof pg.DatabaseError) || error.code === '57P03';
      if (!isStarting) throw error;
    }
    // The server logs each refusal, so a long recovery is polled less often.
    await sleep(Date.now() - began < 3000 ? 20 : 250);
  }
  throw new Error('it exited at once');
}

export function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
