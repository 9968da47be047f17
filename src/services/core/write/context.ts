import type { EntityManager } from 'typeorm';
import type { Actor, Caller } from '../access/actor.js';
import type { Core } from '../core.js';
import type { AppError } from '../errors.js';
import type { JobName } from '../jobs.js';

/** What an audit entry says about the record; who and through what come from the call. */
export interface Change {
  entity_id: string | null;
  before: object | null;
  after: object | null;
  /** Who it turned out to be, where the call began without an actor. */
  actor?: Actor;
}

/** A refusal that keeps what was written before it: it commits, then throws. */
export class Refusal {
  constructor(readonly error: AppError) {}
}

/** What work stands on: one transaction, one moment, one caller. */
export class Context {
  readonly actor: Actor;
  readonly newId: () => string;
  readonly changes: Change[] = [];
  readonly afterwards: (() => Promise<unknown> | unknown)[] = [];
  isUnchanged = false;
  private moment: Date | undefined;
  private readonly pictures = new Map<object, object>();

  constructor(
    readonly core: Core,
    readonly manager: EntityManager,
    readonly caller: Caller,
  ) {
    this.actor = caller.actor;
    this.newId = core.newId;
  }

  /** When the work was done: the same all through it, and not before it has what it waited for. */
  get now(): Date {
    this.moment ??= this.core.now();
    return this.moment;
  }

  /** Notes a change for the audit log. Work that notes none fails, unless it says that it changed nothing. */
  audit(change: Change): void {
    this.changes.push({ ...change, before: copy(change.before), after: copy(change.after) });
  }

  unchanged(): void {
    this.isUnchanged = true;
  }

  /** Does something once the change is there for others to see. It cannot fail the change any more. */
  afterCommit(work: () => Promise<unknown> | unknown): void {
    this.afterwards.push(work);
  }

  /** Forgets what is kept of a topic, which the change tells otherwise. */
  drop(topic: Parameters<Core['cache']['drop']>[0]): void {
    this.afterCommit(() => this.core.cache.drop(topic));
  }

  /** Leaves a job to the workers: it exists exactly when the change does. */
  send<Data>(job: JobName<Data>, data: Data): Promise<void> {
    return this.core.jobs.send(job, data, { manager: this.manager });
  }

  /** Keeps what a record looks like before the work, for the audit log. */
  keepPicture(record: object): void {
    this.pictures.set(record, { ...record });
  }

  /** What the record looked like when it was locked. */
  pictureOf<T extends object>(record: T): T {
    const picture = this.pictures.get(record);
    if (!picture) throw new Error('a record is changed that was not locked');
    return picture as T;
  }
}

/** A record as it is now: work goes on to change it. */
const copy = <T extends object | null>(record: T): T => (record === null ? record : ({ ...record } as T));
