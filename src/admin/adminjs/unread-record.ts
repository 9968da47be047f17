import { BaseRecord } from 'adminjs';

/**
 * What AdminJS gets where it asks for a record only to change it: no more than the id. The operation locks the record,
 * reads it and looks whether the caller may.
 */
export class UnreadRecord extends BaseRecord {
  /** Whether the params are by now what the record holds. */
  isRead = false;

  /** A write that is refused leaves its page standing, and that shows the record: what the form sent stays in it. */
  fillFrom(read: BaseRecord): void {
    this.params = { ...read.params, ...this.params };
    this.isRead = true;
  }
}

export const isUnread = (record: BaseRecord): record is UnreadRecord =>
  record instanceof UnreadRecord && !record.isRead;
