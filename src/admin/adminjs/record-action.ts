import { type Action, type ActionContext, type NoticeMessage, populator, type RecordActionResponse } from 'adminjs';
import type { Caller, UserActor } from '../../services/core/access/actor.js';
import type { Permission } from '../../services/core/access/policy.js';
import type { Deps } from '../../services/deps.js';
import { callerOf } from './caller.js';
import { toAdminError } from './errors.js';
import { allowed } from './permissions.js';

/** What an action is asked to do. */
export interface ActionCall {
  deps: Deps;
  caller: Caller<UserActor>;
  id: string;
  payload: Record<string, unknown>;
  /** The console's address of a record. */
  recordUrl: (resourceId: string, recordId: string) => string;
}

/** What comes back beside the record. */
interface ActionResult {
  notice?: NoticeMessage;
  redirectUrl?: string;
  secret?: { label: string; value: string; note: string };
  report?: object;
}

interface RecordAction {
  permission: Permission;
  icon: string;
  /** Without one, the button does it at once. */
  component?: string;
  /** The question before a button that does it at once. */
  guard?: string;
  isVisible?: (params: Record<string, unknown>) => boolean;
  /** Fields that its problems are shown under. */
  fields?: string[];
  run: (call: ActionCall) => Promise<ActionResult>;
}

/** A record action of the console. By GET it only reads the record: what changes something goes by POST. */
export function recordAction(deps: Deps, action: RecordAction): Partial<Action<RecordActionResponse>> {
  const { permission, icon, component, guard, isVisible, fields, run } = action;
  const isAccessible = allowed(permission);
  return {
    actionType: 'record',
    icon,
    component: component ?? false,
    ...(guard && { guard }),
    isAccessible,
    isVisible: (context) =>
      isAccessible(context) && (context.record === undefined || (isVisible?.(context.record.params) ?? true)),
    handler: async (request, _response, context) => {
      const { record, currentAdmin, resource, h } = context;
      if (!record) throw new Error('a record action was called without a record');
      if (request.method !== 'post') return { record: record.toJSON(currentAdmin) };
      try {
        const result = await run({
          deps,
          caller: callerOf(currentAdmin),
          id: record.id(),
          payload: (request.payload ?? {}) as Record<string, unknown>,
          recordUrl: (resourceId, recordId) => h.recordActionUrl({ resourceId, recordId, actionName: 'show' }),
        });
        const fresh = (await resource.findOne(record.id(), context)) ?? record;
        const [populated = fresh] = await populator([fresh], context as ActionContext);
        return { ...result, record: populated.toJSON(currentAdmin) };
      } catch (error) {
        throw toAdminError(error, fields);
      }
    },
  };
}

/** A notice that something was done. */
export const done = (message: string): { notice: NoticeMessage } => ({ notice: { message, type: 'success' } });
