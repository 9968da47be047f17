import fs from 'node:fs';
import type { Account } from './account.js';

const MAX_LOG_BYTES = 10 * 1024 * 1024;

/** The log file of the embedded server: bounded, and read for the reason when the server does not start. */
export class ServerLog {
  #sessionStart = 0;

  constructor(readonly file: string) {}

  /** What is logged from now on belongs to a new attempt to start. */
  startSession(): void {
    this.trim();
    this.#sessionStart = this.#size();
  }

  /** The server appends, so that cutting the file under it is safe. */
  open(owner: Account | undefined): number {
    const file = fs.openSync(this.file, 'a', 0o600);
    if (owner) fs.fchownSync(file, owner.uid, owner.gid);
    return file;
  }

  trim(): void {
    if (this.#size() > MAX_LOG_BYTES) fs.truncateSync(this.file);
  }

  /** Why the server did not start: its first fatal error, or its last words. */
  failure(): string | undefined {
    const text = fs.readFileSync(this.file).subarray(this.#sessionStart).toString().trim();
    // Refusing a connection while it starts or stops is fatal for that connection only.
    const pattern = /(?:FATAL|PANIC): +(?!the database system is)(.+)(?:\n.*DETAIL: +(.+))?/;
    const [, message, detail] = pattern.exec(text) ?? [];
    if (message) return detail ? `${message}: ${detail}` : message;
    return text.split('\n').at(-1) || undefined;
  }

  #size(): number {
    return fs.statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
  }
}
