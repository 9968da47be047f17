// biome-ignore lint/correctness/useImportExtensions: this one is no script
import stored from './examples.json' with { type: 'json' };

/** What was sent and answered, ids and secrets replaced. Absent where nothing was. */
export interface Example {
  body?: unknown;
  answer?: unknown;
}

/** Of each call, by its name: written by the test that holds them against the API (`npm run openapi:examples`). */
export const examples: Record<string, Example> = stored;
