import type { Pool, PoolClient } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';

/** What TypeORM does in a transaction. */
export type Transaction = EntityManager;

/** The database, as TypeORM has it. */
export type Database = DataSource;

// TypeORM tells nobody of the connections that it uses but in its driver. Nothing else of ours looks there.

export const poolOf = (db: DataSource): Pool => (db.driver as PostgresDriver).master as Pool;

/** The connection that a transaction runs on. */
export const clientOf = (manager: EntityManager): Promise<PoolClient> =>
  (manager.queryRunner as PostgresQueryRunner).connect() as Promise<PoolClient>;
