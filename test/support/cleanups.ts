type Cleanup = () => Promise<unknown> | unknown;

const cleanups: Cleanup[] = [];

/** What to do when all tests of this process have run; the last one first. */
export const atEnd = (cleanup: Cleanup): number => cleanups.push(cleanup);

/** One that fails keeps none of the others from being done; it is told in the end. */
export async function runCleanups(): Promise<void> {
  const failures: unknown[] = [];
  for (const cleanup of cleanups.splice(0).reverse()) {
    try {
      await cleanup();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `Not everything could be cleaned up: ${failures.join('; ')}`);
}
