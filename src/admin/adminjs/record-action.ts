import { type Action, type ActionContext, type NoticeMessage, populator, type RecordActionResponse } from 'adminjs';
import type { Caller, UserActor } from '../../services/core/access/actor.js';
import type { Call, Operation } from '../../services/core/write/operation.js';
import type { Deps } from '../../services/deps.js';
import { callerOf } from './caller.js';
import { toAdminError } from './errors.js';
import { performCounted } from './perform-counted.js';
import { openTo } from './permissions.js';
import type { Secret } from './secret.js';
import type { ServiceResource } from './service-resource.js';
import { isUnread } from './unread-record.js';

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
  secret?: Secret;
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
  /** The fields of its form. */
  takes?: string[];
  /** Fields that its problems are shown under: those of its form, unless said otherwise. */
  fields?: string[];
  /** What is handed in; nothing, where the operation takes nothing. */
  call?: (call: ActionCall) => Omit<Call, 'id'>;
  answer: (result: Result, recordUrl: RecordUrl) => ActionResult;
  /** The record, where the operation gives it as it is read; else it is read once more. */
  recordOf?: (result: Result) => object;
}

/** A record action of the console. By GET it only reads the record: what changes something goes by POST. */
export function recordAction<Input, Result>(
  deps: Deps,
  action: RecordAction<Input, Result>,
): Partial<Action<RecordActionResponse>> & { takes?: readonly string[] | undefined } {
  const { operation, icon, component, guard, isVisible, takes, fields = takes } = action;
  const open = openTo(operation);
  return {
    actionType: 'record',
    icon,
    takes,
    component: component ?? false,
    ...(guard && { guard }),
    ...open,
    isVisible: (context) =>
      open.isAccessible(context) &&
      (!context.record || isUnread(context.record) || (isVisible?.(context.record.params) ?? true)),
    handler: async (request, _response, context) => {
      const { record, currentAdmin, h } = context;
      const resource = context.resource as ServiceResource;
      if (!record) throw new Error('a record action was called without a record');
      if (request.method !== 'post') return { record: record.toJSON(currentAdmin) };
      try {
        const call = { caller: callerOf(currentAdmin), payload: (request.payload ?? {}) as Record<string, unknown> };
        const result = await performCounted(deps, call.caller, operation, { id: record.id(), ...action.call?.(call) });
        const recordUrl: RecordUrl = (resourceId, recordId) =>
          h.recordActionUrl({ resourceId, recordId, actionName: 'show' });
        const answer = action.answer(result, recordUrl);
        const given = action.recordOf && resource.recordOf(action.recordOf(result));
        // Where the page is left, nobody looks at the record.
        const read = () => resource.readAgain(record.id(), context);
        const shown = given ?? (answer.redirectUrl ? record : await read()) ?? record;
        await populator([shown], context as ActionContext);
        return { ...answer, record: shown.toJSON(currentAdmin) };
      } catch (error) {
        await resource.readAfterAll(context);
        throw toAdminError(error, fields);
      }
    },
  };
}

/** A notice that something was done. */
export const done = (message: string): { notice: NoticeMessage } => ({ notice: { message, type: 'success' } });
