import type { Severity } from '../ui/palette';

type BySeverity = Record<Severity, number>;

export interface EventRecord {
  id: string;
  title: string;
  account: string;
  severity: Severity;
  published_at: string;
}

export interface TaskRecord {
  id: string;
  title: string;
  status: string;
  priority: string;
  due_date: string | null;
  is_overdue: boolean;
}

export interface Hour {
  at: number;
  count: number;
  by_severity: BySeverity;
}

/** What the dashboard's handler answers. */
export interface DashboardData {
  can: { keys: boolean };
  attention: { total: number; critical: number; newest: EventRecord[] };
  last_day: { total: number; by_severity: BySeverity; affected_accounts: number };
  hours: Hour[];
  tasks: { by_status: Record<'open' | 'in_progress' | 'closed', number>; overdue: number; my_tasks: number };
  my_tasks: TaskRecord[];
  has_events: boolean;
  generated_at: string;
}
