import type { ActionContext, ActionRequest, ActionResponse } from 'adminjs';

const stopped = new WeakSet<object>();

/** Remembers of a list's call that time was up before its page was full. */
export const noteStopped = (context: ActionContext | undefined): void => {
  if (context) stopped.add(context);
};

const STOPPED =
  'The search was stopped when its time was up: there may be more further back. Name a range of dates, or something rarer.';

/** Says so on the page. Of one without records it must not look as if there were none. */
export function tellStopped(response: ActionResponse, _request: ActionRequest, context: ActionContext): ActionResponse {
  if (!stopped.has(context)) return response;
  const type = response.records?.length === 0 ? 'error' : 'info';
  return { ...response, notice: { type, message: STOPPED } };
}
