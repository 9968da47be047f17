import { ViewHelpers } from 'adminjs';

const helpers = new ViewHelpers();

/** Where a record is shown. */
export const recordPath = (resourceId: string, recordId: string, actionName = 'show'): string =>
  helpers.recordActionUrl({ resourceId, recordId, actionName });

/** Where a resource is listed, with filters as AdminJS reads them from the address. */
export function listPath(resourceId: string, filters: Record<string, string> = {}): string {
  const search = new URLSearchParams(Object.entries(filters).map(([name, value]) => [`filters.${name}`, value]));
  return helpers.resourceUrl({ resourceId, search: search.size > 0 ? `?${search}` : '' });
}

export const newPath = (resourceId: string): string => helpers.resourceActionUrl({ resourceId, actionName: 'new' });

/** AdminJS's lists load anew when the address says so. */
export function withRefresh(path: string): string {
  const url = new URL(path, window.location.origin);
  url.searchParams.set('refresh', 'true');
  return `${url.pathname}${url.search}`;
}
