import 'reflect-metadata';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ApiKey } from './src/entities/api-key.entity.js';
import { AuditEntry } from './src/entities/audit-entry.entity.js';
import { AwsAccount } from './src/entities/aws-account.entity.js';
import { MonitoringEvent } from './src/entities/event.entity.js';
import { Job } from './src/entities/job.entity.js';
import { MonitoringSettings } from './src/entities/monitoring-settings.entity.js';
import { RefreshToken } from './src/entities/refresh-token.entity.js';
import { Session } from './src/entities/session.entity.js';
import { Task } from './src/entities/task.entity.js';
import { TaskComment } from './src/entities/task-comment.entity.js';
import { User } from './src/entities/user.entity.js';
import { Foundation1763700000000 } from './src/migrations/1763700000000-foundation.js';
import { SessionsOfBothDoors1764000000000 } from './src/migrations/1764000000000-sessions-of-both-doors.js';

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
    url,
    poolSize,
    poolErrorHandler: onPoolError,
    applicationName: 'signalbox',
    synchronize: false,
    entities: [
      ApiKey,
      AuditEntry,
      AwsAccount,
      Job,
      MonitoringEvent,
      MonitoringSettings,
      RefreshToken,
      Session,
      Task,
      TaskComment,
      User,
    ],
    migrations: [Foundation1763700000000, SessionsOfBothDoors1764000000000],
    migrationsTransactionMode: 'each',
    extra: {
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
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
