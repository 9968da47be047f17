import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './until.js';

const MAIN = path.resolve(import.meta.dirname, '../../src/main.js');

const running = new Set<RunningProcess>();

// Tests that are interrupted leave nothing behind: a worker is told to stop by SIGTERM, which alone skips `exit`.
process.once('SIGTERM', () => process.exit(143));
process.once('exit', () => {
  for (const one of running) one.tell('SIGTERM');
});

/** Signalbox as a process of its own, as `npm start` runs it, or another way to start it in a group of its own. */
export class RunningProcess {
  private readonly child: ChildProcess;
  /** What it says goes into files: a pipe would break when the tests are interrupted, and its clean stop with it. */
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'signalbox-test-output-'));

  constructor(env: Record<string, string>, command?: [program: string, ...args: string[]]) {
    const { PATH = '', HOME = '' } = process.env;
    const files = ['output', 'errors'].map((name) => openSync(path.join(this.folder, name), 'w'));
    const [program, ...args] = command ?? [process.execPath, MAIN];
    this.child = spawn(program, args, {
      env: { PATH, HOME, NODE_ENV: 'production', PORT: '0', ...env },
      stdio: ['ignore', ...files],
      detached: command !== undefined,
    });
    for (const file of files) closeSync(file);
    running.add(this);
  }

  get output(): string {
    return readFileSync(path.join(this.folder, 'output'), 'utf8');
  }

  get errors(): string {
    return readFileSync(path.join(this.folder, 'errors'), 'utf8');
  }

  /** Where it listens, once it says so. */
  async origin(): Promise<string> {
    const told = () => /ready: console (http:\/\/\S+)\/admin/.exec(this.output)?.[1];
    await until('it is ready or ends', () => this.hasEnded() || told() !== undefined);
    const origin = told();
    if (this.hasEnded() || !origin) throw new Error(`It ended: ${this.output} ${this.errors}`);
    return origin;
  }

  /** Its exit code, once it has ended. */
  async exit(): Promise<number | null> {
    if (!this.hasEnded()) await once(this.child, 'exit');
    return this.child.exitCode;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.tell(signal);
    return this.exit();
  }

  tell(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** What Ctrl-C does: the signal goes to every process of its group. */
  tellGroup(signal: NodeJS.Signals): void {
    process.kill(-(this.child.pid as number), signal);
  }

  /** The end of it for the tests, with nothing left of it. */
  async remove(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.stop(signal);
    running.delete(this);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}
