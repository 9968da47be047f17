import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** The connections of a DataSource. TypeORM names them nowhere but in its driver, so nobody else looks there. */
export const poolOf = (db: DataSource): Pool => (db.driver as PostgresDriver).master as Pool;
