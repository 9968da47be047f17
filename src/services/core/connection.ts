import type { Client, Pool, PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { databaseAway, isUnanswered } from './database-errors.js';
import { AppError } from './errors.js';

/** What TypeORM does in a transaction. */
export type Transaction = EntityManager;

/** The database, as TypeORM has it. */
export type Database = DataSource;

// TypeORM tells nobody of the connections that it uses but in its driver. Nothing else of ours looks there.

export const poolOf = (db: DataSource): Pool => (db.driver as PostgresDriver).master as Pool;

/** The connection that a transaction runs on. */
export const clientOf = (manager: EntityManager): Promise<PoolClient> =>
  connectionOf(manager.queryRunner as QueryRunner);

const connectionOf = (runner: QueryRunner): Promise<PoolClient & Client> => runner.connect();

/**
 * Does the work in a transaction: all of it is there for others to see, or nothing. When the connection breaks while it
 * commits, nobody knows which; then it fails.
 * @throws {AppError} DATABASE_UNAVAILABLE when there is no connection or it breaks; otherwise what the work throws
 */
export const transact = <T>({ db }: { db: Database }, work: (manager: Transaction) => Promise<T>): Promise<T> =>
  onConnection(
    db,
    async (runner) => {
      await runner.startTransaction();
      const result = await work(runner.manager);
      await runner.commitTransaction();
      return result;
    },
    async (runner) => {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
    },
  );

/**
 * Reads in a transaction, under settings of the database that hold for it alone: they go with its beginning, so that they
 * cost no way of their own.
 * @throws {AppError} DATABASE_UNAVAILABLE when there is no connection or it breaks; otherwise what the work throws
 */
export function readUnder<T>(
  { db }: { db: Database },
  settings: Readonly<Record<string, string | number>>,
  work: (manager: Transaction) => Promise<T>,
): Promise<T> {
  const set = Object.entries(settings).map(([name, value]) => `; SET LOCAL ${name} = '${value}'`);
  let isOpen = false;
  return onConnection(
    db,
    async (runner) => {
      const connection = await connectionOf(runner);
      isOpen = true;
      await connection.query(`START TRANSACTION READ ONLY${set.join('')}`);
      const result = await work(runner.manager);
      await connection.query('COMMIT');
      isOpen = false;
      return result;
    },
    async (runner) => {
      if (isOpen) await (await connectionOf(runner)).query('ROLLBACK');
    },
  );
}

/**
 * Does the work on a connection of its own, and tidies up before others get it, which cannot fail the work any more.
 * Whether the database went away is asked of the connection: an error is often only what came of it.
 * @throws {AppError} DATABASE_UNAVAILABLE when there is no connection or it breaks; otherwise what the work throws
 */
export async function onConnection<T>(
  db: Database,
  work: (runner: QueryRunner) => Promise<T>,
  tidyUp: (runner: QueryRunner) => Promise<unknown>,
): Promise<T> {
  const runner = db.createQueryRunner();
  await runner.connect().catch((error) => {
    throw databaseAway(error);
  });
  try {
    return await work(runner);
  } catch (error) {
    if (isUnanswered(error)) await hangUp(runner);
    throw isGone(runner) && !(error instanceof AppError) ? databaseAway(error) : error;
  } finally {
    if (!isGone(runner)) await tidyUp(runner).catch(() => hangUp(runner));
    await runner.release();
  }
}

/** TypeORM releases a connection when it breaks; until the end, nobody else does. */
const isGone = (runner: QueryRunner): boolean => runner.isReleased;

/** Nobody knows where this connection stands, so nobody may get it. The server undoes what was not committed. */
async function hangUp(runner: QueryRunner): Promise<void> {
  const connection = await connectionOf(runner);
  // Who does not answer need not be waited for.
  void connection.end();
  await runner.release();
}
