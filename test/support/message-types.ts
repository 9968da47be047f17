/** The types of PostgreSQL's messages, one direction of a connection long. */
export class MessageTypes {
  private header = Buffer.alloc(0);
  /** What is left of the message that began last. */
  private rest = 0;
  /** Its first byte is a message's type, and the length follows; but a client's first message has no type. */
  private lengthAt: number;

  constructor(from: 'client' | 'server') {
    this.lengthAt = from === 'client' ? 0 : 1;
  }

  /** Of the messages that begin in the chunk. */
  in(chunk: Buffer): string[] {
    const types: string[] = [];
    let at = 0;
    while (at < chunk.length) {
      const skipped = Math.min(this.rest, chunk.length - at);
      this.rest -= skipped;
      at += skipped;
      const part = chunk.subarray(at, at + this.lengthAt + 4 - this.header.length);
      this.header = Buffer.concat([this.header, part]);
      at += part.length;
      if (this.header.length === this.lengthAt + 4) types.push(this.begin());
    }
    return types;
  }

  private begin(): string {
    const type = this.lengthAt === 1 ? String.fromCharCode(this.header[0] as number) : '';
    // The length counts itself.
    this.rest = this.header.readInt32BE(this.lengthAt) - 4;
    this.header = Buffer.alloc(0);
    this.lengthAt = 1;
    return type;
  }
}
