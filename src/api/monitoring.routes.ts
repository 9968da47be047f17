import { getMonitoringSettings } from '../services/monitoring/get-monitoring-settings.js';
import { updateMonitoringInput } from '../services/monitoring/monitoring-settings.schema.js';
import { updateMonitoringSettings } from '../services/monitoring/update-monitoring-settings.js';
import { monitoringSchema, monitoringView } from './monitoring.view.js';
import { type Route, route, Versioned } from './route.js';

export const monitoringRoutes: Route[] = [
  route({
    method: 'get',
    path: '/config/monitoring',
    name: 'getMonitoring',
    summary: 'The monitoring settings',
    permission: 'monitoring:read',
    output: monitoringSchema,
    handler: async ({ deps, caller }) => {
      const settings = await getMonitoringSettings(deps, caller);
      return new Versioned(monitoringView(settings), settings.version);
    },
  }),
  route({
    method: 'put',
    path: '/config/monitoring',
    name: 'updateMonitoring',
    summary: 'Change the monitoring settings; absent parts stay',
    permission: 'monitoring:write',
    input: updateMonitoringInput,
    output: monitoringSchema,
    errors: ['PRECONDITION_FAILED'],
    handler: async ({ deps, caller, body, ifVersion }) => {
      const settings = await updateMonitoringSettings(deps, caller, body, ifVersion);
      return new Versioned(monitoringView(settings), settings.version);
    },
  }),
];
