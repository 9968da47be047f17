import { z } from 'zod';
import { MonitoringSettings } from '../../entities/monitoring-settings.entity.js';
import { guarded } from '../../services/core/access/guarded.js';
import { invalid } from '../../services/core/errors.js';
import { parseJson } from '../../services/core/input/json.js';
import { type Page, pagingFields } from '../../services/core/read/paging.js';
import type { Deps } from '../../services/deps.js';
import { getMonitoringSettings, type MonitoringRecord } from '../../services/monitoring/get-monitoring-settings.js';
import { updateMonitoringSettings } from '../../services/monitoring/update-monitoring-settings.js';
import { Components } from '../adminjs/component-loader.js';
import { done, recordAction } from '../adminjs/record-action.js';
import { buildResource } from '../adminjs/resource.js';

const formPayload = z.strictObject({
  services: z.unknown().optional(),
  global_settings: z.unknown().optional(),
  version: z.int(),
});

/** The form sends JSON, so that numbers stay numbers and an empty list stays one. */
function readForm(payload: unknown) {
  const { success, data } = formPayload.safeParse(parseJson(String(payload)));
  if (!success) throw invalid({ payload: 'is not what the form sends' });
  return data;
}

const { permission, action, entity } = getMonitoringSettings;

/** There is but one record: a list of it, and whatever id is asked for. */
const reads = {
  list: guarded({
    permission,
    action,
    entity,
    query: z.strictObject(pagingFields),
    work: async (core, caller): Promise<Page<MonitoringRecord>> => {
      const settings = await getMonitoringSettings(core, caller);
      return { items: [settings], total: 1, page: 1, page_size: 1, has_more: false, next_cursor: null };
    },
  }),
  get: guarded({
    permission,
    action,
    entity,
    work: (core, caller, _id: string) => getMonitoringSettings(core, caller),
  }),
};

export const monitoringSettingsResource = (deps: Deps) =>
  buildResource(deps, {
    id: 'monitoring_settings',
    entity: MonitoringSettings,
    icon: 'Sliders',
    titleProperty: 'id',
    words: {
      many: 'Monitoring settings',
      one: 'monitoring settings',
      empty: { title: 'No settings', text: 'They are made with the database: run npm run db:migrate.' },
      properties: { updated_by: 'Updated by' },
    },
    reads,
    list: ['updated_at', 'updated_by', 'version'],
    show: ['id'],
    sortable: [],
    properties: { updated_by: { reference: 'users' } },
    actions: {
      show: { component: Components.MonitoringShow },
      edit: recordAction(deps, {
        operation: updateMonitoringSettings,
        icon: 'Edit',
        component: Components.MonitoringForm,
        takes: ['payload'],
        fields: ['services', 'global_settings'],
        call: ({ payload }) => {
          const { version: ifVersion, ...input } = readForm(payload.payload);
          return { input, ifVersion };
        },
        recordOf: (settings) => settings,
        answer: ({ id }, recordUrl) => ({
          ...done('The settings are saved.'),
          redirectUrl: recordUrl('monitoring_settings', id),
        }),
      }),
    },
  });
