import { connect } from 'node:net';

/** A connection of HTTP/1.1 that asks what it is told, byte by byte, and shows when the other side ends it. */
export class RawConnection {
  private readonly socket;
  private received = '';
  /** That the server has ended it. */
  readonly ended: Promise<unknown>;

  constructor(port: number, host: string) {
    this.socket = connect(port, host);
    this.socket.setEncoding('utf8').on('data', (text) => {
      this.received += text;
    });
    // What is sent to a side that has ended comes back as an error, which tells no more than the end does.
    this.socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => this.socket.once('close', resolve));
  }

  send(text: string): void {
    this.socket.write(text);
  }

  /** The status of each answer that has come. */
  answers = (): string[] => [...this.received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status as string);
}
