import { z } from 'zod';
import type { Transaction } from './connection.js';

/** What a sender knows of a job: its name, and what it is given. */
export interface JobName<Data> {
  name: string;
  data: z.ZodType<Data>;
}

/** How work that need not be done at once is left to a worker. */
export interface Jobs {
  /**
   * Leaves a job to the workers. Sent with a manager, it exists exactly when that transaction commits.
   * @throws {Error} when there is no queue of its name: the job would be lost
   * @throws {AppError} DATABASE_UNAVAILABLE
   */
  send: <Data>(job: JobName<Data>, data: Data, options?: { manager?: Transaction }) => Promise<void>;
}

/**
 * The data as the job takes it.
 * @throws {Error} when it is of another shape
 */
export function dataOf<Data>({ name, data: schema }: JobName<Data>, data: unknown): Data {
  const { data: checked, error } = schema.safeParse(data);
  if (error) throw new Error(`${name} cannot take its data: ${z.prettifyError(error)}`);
  return checked as Data;
}

interface Declaration<Stands, Data> extends JobName<Data> {
  /** When it is due by itself, in UTC; one that is runs in one process at a time. */
  cron?: string;
  /** May be called twice for the same job: a process can die between the work and the note of it. */
  work: (deps: Stands, data: Data) => Promise<void>;
}

/** A job as a worker sees it. */
export interface Job<Stands> {
  name: string;
  cron?: string | undefined;
  /** Does the work for what was stored; that may be of an older version, so it is checked. */
  run: (deps: Stands, stored: unknown) => Promise<void>;
}

/** Declares a job: whoever sends it and whoever works on it are handed this. */
export const job = <Stands, Data>(declared: Declaration<Stands, Data>): JobName<Data> & Job<Stands> => ({
  name: declared.name,
  data: declared.data,
  cron: declared.cron,
  run: async (deps, stored) => declared.work(deps, dataOf(declared, stored)),
});
