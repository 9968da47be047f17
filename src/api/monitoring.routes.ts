import { getMonitoringSettings } from '../services/monitoring/get-monitoring-settings.js';
import { updateMonitoringSettings } from '../services/monitoring/update-monitoring-settings.js';
import { monitoringSchema, versionedMonitoring } from './monitoring.view.js';
import { operationRoute, type Route, route } from './route.js';

export const monitoringRoutes: Route[] = [
  route({
    method: 'get',
    path: '/config/monitoring',
    name: 'getMonitoring',
    summary: 'The monitoring settings',
    serves: getMonitoringSettings,
    output: monitoringSchema,
    answer: versionedMonitoring,
  }),
  operationRoute({
    method: 'put',
    path: '/config/monitoring',
    name: 'updateMonitoring',
    summary: 'Change the monitoring settings; absent parts stay',
    operation: updateMonitoringSettings,
    output: monitoringSchema,
    errors: ['PRECONDITION_FAILED'],
    answer: versionedMonitoring,
  }),
];
