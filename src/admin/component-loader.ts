import { ComponentLoader } from 'adminjs';

export const componentLoader = new ComponentLoader();

const names = [
  'Dashboard',
  'TimeValue',
  'Badge',
  'JsonValue',
  'AuditDiff',
  'ConnectionTest',
  'NewWithSecret',
  'ResetPassword',
  'TaskComments',
  'MonitoringForm',
  'MonitoringShow',
] as const;

export const Components = Object.fromEntries(names.map((name) => [name, name])) as Record<(typeof names)[number], string>;
