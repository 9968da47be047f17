import 'reflect-metadata';
import path from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Pool } from './src/services/core/pool.js';

/** Every entity and every migration counts by lying in its folder. */
const HERE = import.meta.dirname;

interface DatabaseOptions {
  url: string;
  poolSize: number;
  /** Hears errors of idle connections: without a listener they would end the process. */
  onPoolError: (error: Error) => void;
}

/** The DataSource of the app, the migrations and the tests. The schema changes by migrations only. */
export function createDataSource({ url, poolSize, onPoolError }: DatabaseOptions): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
    driver: { Pool },
    url,
    poolSize,
    poolErrorHandler: onPoolError,
    applicationName: 'signalbox',
    synchronize: false,
    entities: [path.join(HERE, 'src/entities/*.entity.js')],
    migrations: [path.join(HERE, 'src/migrations/*.js')],
    migrationsTransactionMode: 'each',
    extra: {
      connectionTimeoutMillis: 5_000,
      // The first statement of a new connection takes the server 40 ms: it looks at every partition and its indexes.
      idleTimeoutMillis: 600_000,
      statement_timeout: 30_000,
      // The server's own timeout does not help when the server is frozen or the network is gone.
      query_timeout: 35_000,
      keepAlive: true,
      // A job or a request that hangs with a transaction open must not hold its locks for ever.
      idle_in_transaction_session_timeout: 60_000,
    },
  };
  return new DataSource(options);
}
