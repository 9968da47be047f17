const failures = new Map<string, string>();

/** Remembers how the last reading of a list ended, so that a list that failed is not shown as an empty one. */
export function noteList(resourceId: string, failure: string | undefined): void {
  if (failure === undefined) failures.delete(resourceId);
  else failures.set(resourceId, failure);
}

export const listFailure = (resourceId: string): string | undefined => failures.get(resourceId);
