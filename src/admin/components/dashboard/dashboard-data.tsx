import type { ConsoleDashboard } from '../../../services/dashboard/console-dashboard.js';
import type { Serialised } from '../ui/serialised';

/** What the dashboard's handler answers, as it arrives. */
export type DashboardData = Serialised<ConsoleDashboard>;

export type Hour = DashboardData['hours'][number];
