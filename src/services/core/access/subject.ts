import type { Permission } from './policy.js';

/** What a call is about, as far as doors and audit log have to know. */
export interface Subject {
  permission: Permission;
  /** What the audit log calls it, like `task.close`. */
  action: string;
  /** What the audit log calls the record. */
  entity: string;
}
