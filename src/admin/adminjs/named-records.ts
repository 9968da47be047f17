import type { ActionContext, BaseResource } from 'adminjs';
import { isWriting } from './caller.js';

/** Actions that a form or a question comes before: what follows them is the list. */
const WITH_FORM = ['edit', 'new', 'delete'];

/**
 * Whether what comes of the action names records of this resource. AdminJS asks for every record that another refers to,
 * also where nobody sees it; and forms ask for themselves.
 */
export function namesRecordsOf(named: BaseResource, { action, resource, currentAdmin }: ActionContext): boolean {
  const isButton = isWriting(currentAdmin) && !WITH_FORM.includes(action.name);
  if (!isButton && !['list', 'show'].includes(action.name)) return false;
  const where = action.name === 'list' ? 'list' : 'show';
  const shown = resource.decorate().getProperties({ where });
  return shown.some((property) => property.reference() === named);
}
