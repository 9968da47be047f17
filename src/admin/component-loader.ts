import path from 'node:path';
import { ComponentLoader } from 'adminjs';

/** AdminJS compiles the sources of the components itself: they are not in the build's output. */
const FOLDER = path.resolve(import.meta.dirname, '../../../src/admin/components');

export const componentLoader = new ComponentLoader();

const add = (name: string): string => componentLoader.add(name, path.join(FOLDER, name));

/** The components of ours, by the names that options refer to them by. */
export const Components = {
  AuditDiff: add('AuditDiff'),
  Badge: add('Badge'),
  Checkboxes: add('Checkboxes'),
  ConnectionTest: add('ConnectionTest'),
  Dashboard: add('Dashboard'),
  JsonValue: add('JsonValue'),
  MonitoringForm: add('MonitoringForm'),
  MonitoringShow: add('MonitoringShow'),
  NewWithSecret: add('NewWithSecret'),
  ResetPassword: add('ResetPassword'),
  TaskComments: add('TaskComments'),
  TimeValue: add('TimeValue'),
} as const;

// In the place of AdminJS's own. LoggedIn also brings Setup, which mends AdminJS's client for all of them.
for (const name of ['LoggedIn', 'NoRecords', 'NoticeBox', 'RecordActionRoute', 'RecordsTable']) {
  componentLoader.override(name, path.join(FOLDER, name));
}
