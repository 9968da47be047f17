const WIDTH = 30;

/** A bar that fills on a terminal; elsewhere one line for each finished step. */
export class Progress {
  private done = 0;

  constructor(
    private readonly label: string,
    private readonly total: number,
    private readonly out: NodeJS.WriteStream = process.stdout,
  ) {}

  step(count = 1): void {
    this.done = Math.min(this.total, this.done + count);
    const filled = this.total === 0 ? WIDTH : Math.round((this.done / this.total) * WIDTH);
    const line = `${this.label.padEnd(12)} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${this.done}/${this.total}`;
    if (this.out.isTTY) this.out.write(`\r${line}`);
    if (this.done === this.total) this.out.write(this.out.isTTY ? '\n' : `${this.label}: ${this.total}\n`);
  }
}
