import path from 'node:path';
import { ComponentLoader } from 'adminjs';

/** AdminJS compiles the sources of the components itself: they are not in the build's output. */
const FOLDER = path.resolve(import.meta.dirname, '../../../../src/admin/components');

export const componentLoader = new ComponentLoader();

const add = (file: string): string => componentLoader.add(path.basename(file), path.join(FOLDER, file));

/** The components of ours, by the names that options refer to them by. */
export const Components = {
  AuditDiff: add('records/AuditDiff'),
  Badge: add('ui/Badge'),
  Checkboxes: add('ui/Checkboxes'),
  ConnectionTest: add('records/ConnectionTest'),
  Dashboard: add('dashboard/Dashboard'),
  JsonValue: add('ui/JsonValue'),
  MonitoringForm: add('monitoring/MonitoringForm'),
  MonitoringShow: add('monitoring/MonitoringShow'),
  NewWithSecret: add('records/NewWithSecret'),
  ResetPassword: add('records/ResetPassword'),
  TaskComments: add('records/TaskComments'),
  TimeValue: add('ui/TimeValue'),
} as const;

/** In the place of AdminJS's own. LoggedIn also brings Setup, which mends AdminJS's client for all of them. */
for (const file of [
  'adminjs/LoggedIn',
  'adminjs/NoRecords',
  'adminjs/NoticeBox',
  'adminjs/RecordActionRoute',
  'adminjs/RecordsTable',
]) {
  componentLoader.override(path.basename(file), path.join(FOLDER, file));
}
