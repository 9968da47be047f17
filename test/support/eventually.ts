/** Milliseconds after which it will not come. */
const PATIENCE_MS = 10_000;

/** Resolves when it is so: for what another connection brings, since nobody says when it has come. */
export async function eventually(isSo: () => unknown): Promise<void> {
  const started = performance.now();
  while (!(await isSo())) {
    if (performance.now() - started > PATIENCE_MS) throw new Error('It never came to be');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
