import { Pool as PgPool, type PoolClient, type PoolConfig } from 'pg';

type Connected = Parameters<PgPool['connect']>[0];

const ofConnections = new WeakSet<object>();

/**
 * A pool that knows the errors of its connections. The driver says in words alone that one could not be made or broke,
 * and others make sentences of their own of it; here the error is known by where it came from.
 */
export class Pool extends PgPool {
  constructor(options?: PoolConfig) {
    super(options);
    // Whatever waits for an answer of a connection that breaks fails by this same error.
    this.on('connect', (client) => client.on('error', note));
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): unknown {
    if (!callback) return super.connect().catch((error) => Promise.reject(note(error)));
    return super.connect((error, client, release) => callback(error && note(error), client, release));
  }
}

function note(error: Error): Error {
  ofConnections.add(error);
  return error;
}

/** Whether an error is that of a connection which could not be made or broke, and no answer of the database. */
export const isOfConnection = (error: object): boolean => ofConnections.has(error);
