import { type Action, type ActionContext, type NoticeMessage, populator, type RecordActionResponse } from 'adminjs';
import type { Caller, UserActor } from '../../services/core/access/actor.js';
import type { Call, Operation } from '../../services/core/write/operation.js';
import { perform } from '../../services/core/write/perform.js';
import type { Deps } from '../../services/deps.js';
import { callerOf } from './caller.js';
import { toAdminError } from './errors.js';
import { allowed } from './permissions.js';

/** What an action is asked with. */
export interface ActionCall {
  caller: Caller<UserActor>;
  payload: Record<string, unknown>;
}

/** The console's address of a record. */
type RecordUrl = (resourceId: string, recordId: string) => string;

/** What comes back beside the record. */
interface ActionResult {
  notice?: NoticeMessage;
  redirectUrl?: string;
  secret?: { label: string; value: string; note: string };
  report?: object;
}

interface RecordAction<Input, Result> {
  operation: Operation<Input, Result>;
  icon: string;
  /** Without one, the button does it at once. */
  component?: string;
  /** The question before a button that does it at once. */
  guard?: string;
  isVisible?: (params: Record<string, unknown>) => boolean;
  /** Fields that its problems are shown under. */
  fields?: string[];
  /** What comes before the operation: a limit of how often. */
  before?: (call: ActionCall) => Promise<unknown>;
  /** What is handed in; nothing, where the operation takes nothing. */
  call?: (call: ActionCall) => Omit<Call, 'id'>;
  answer: (result: Result, recordUrl: RecordUrl) => ActionResult;
}

/** A record action of the console. By GET it only reads the record: what changes something goes by POST. */
export function recordAction<Input, Result>(
  deps: Deps,
  action: RecordAction<Input, Result>,
): Partial<Action<RecordActionResponse>> {
  const { operation, icon, component, guard, isVisible, fields } = action;
  const isAccessible = allowed(operation.permission);
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
        const call = { caller: callerOf(currentAdmin), payload: (request.payload ?? {}) as Record<string, unknown> };
        await action.before?.(call);
        const result = await perform(deps, call.caller, operation, { id: record.id(), ...action.call?.(call) });
        const fresh = (await resource.findOne(record.id(), context)) ?? record;
        const [populated = fresh] = await populator([fresh], context as ActionContext);
        const recordUrl: RecordUrl = (resourceId, recordId) =>
          h.recordActionUrl({ resourceId, recordId, actionName: 'show' });
        return { ...action.answer(result, recordUrl), record: populated.toJSON(currentAdmin) };
      } catch (error) {
        throw toAdminError(error, fields);
      }
    },
  };
}

/** A notice that something was done. */
export const done = (message: string): { notice: NoticeMessage } => ({ notice: { message, type: 'success' } });
