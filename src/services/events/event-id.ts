import { createHash } from 'node:crypto';

interface Identity {
  account: string;
  source: string;
  source_event_id: string;
  published_at: Date;
}

/**
 * A UUIDv8 that is the event's identity: 48 bits of its own time in milliseconds, 74 bits of a hash of account, source
 * and the id that its source gave it. The same event has the same id whenever and however often it comes.
 */
export function eventId({ account, source, source_event_id, published_at }: Identity): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([account, source, source_event_id]))
    .digest()
    .subarray(0, 10);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x0f) | 0x80, 0);
  bytes.writeUInt8((bytes.readUInt8(2) & 0x3f) | 0x80, 2);
  return format(timePart(published_at.getTime()) + bytes.toString('hex'));
}

/** The least id that an event of that millisecond could have: a bound for ranges of time. */
export const lowestEventId = (milliseconds: number): string => format(timePart(milliseconds) + '0'.repeat(20));

/** When an event was published, of its id, in milliseconds since 1970; not a number for what is no id. */
export const timeOfEventId = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

const timePart = (milliseconds: number): string => milliseconds.toString(16).padStart(12, '0');

const format = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
