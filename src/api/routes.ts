import { apiKeysRoutes } from './api-keys.routes.js';
import { auditRoutes } from './audit.routes.js';
import { authRoutes } from './auth.routes.js';
import { awsAccountsRoutes } from './aws-accounts.routes.js';
import { dashboardRoutes } from './dashboard.routes.js';
import { eventsRoutes } from './events.routes.js';
import { monitoringRoutes } from './monitoring.routes.js';
import type { Route } from './route.js';
import { tasksRoutes } from './tasks.routes.js';
import { usersRoutes } from './users.routes.js';

/** Every route below /api/v1. */
export const routes: Route[] = [
  ...authRoutes,
  ...usersRoutes,
  ...eventsRoutes,
  ...tasksRoutes,
  ...dashboardRoutes,
  ...awsAccountsRoutes,
  ...monitoringRoutes,
  ...apiKeysRoutes,
  ...auditRoutes,
];
