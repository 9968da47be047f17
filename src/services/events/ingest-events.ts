import { z } from 'zod';
import { guarded } from '../core/access/guarded.js';
import { AppError } from '../core/errors.js';
import type { Deps } from '../deps.js';
import { WRITTEN, type Written } from './event-writer.js';
import type { ReceivedEvent } from './insert-events.js';
import { readEvents } from './read-events.js';

/** What became of a request's events. */
export const ingestResult = z
  .object({
    accepted: z.int(),
    duplicates: z.int().describe('Seen before; they keep their first id.'),
    rejected: z.int(),
    items: z.array(
      z.object({
        index: z.int(),
        id: z.uuid().nullable().describe('Ours; null for what was rejected.'),
        status: z.enum(WRITTEN),
        error: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'IngestResult' });

export type IngestResult = z.infer<typeof ingestResult>;
type IngestItem = IngestResult['items'][number];

/**
 * Takes one EventBridge event, an array of them or `{events: [...]}`. Answers after the commit; one bad event never
 * costs the good ones. Not audited one by one: each row carries the key and the request that brought it.
 * @throws {AppError} FORBIDDEN, INVALID_JSON, VALIDATION_FAILED, OVERLOADED, DATABASE_UNAVAILABLE
 */
export const ingestEvents = guarded({
  permission: 'events:ingest',
  action: 'event.ingest',
  entity: 'event',
  work: async (deps: Deps, caller, body: string): Promise<IngestResult> => {
    const read = await readEvents(deps, caller, body);
    const good = read.filter((one): one is ReceivedEvent => !(one instanceof AppError));
    const written = good.length > 0 ? await deps.eventWriter.write(good, body.length) : [];
    const outcomes = written.values();
    const result = summarise(
      read.map((one, index) =>
        one instanceof AppError ? rejected(one, index) : itemOf(one, index, outcomes.next().value ?? 'duplicate'),
      ),
    );
    countIngested(deps, result);
    return result;
  },
});

/** Problems of one event that are told: there may be a thousand events. */
const MOST_PROBLEMS = 5;

function rejected({ details, message }: AppError, index: number): IngestItem {
  const problems = Object.entries(details ?? {}).slice(0, MOST_PROBLEMS);
  const told = problems.map(([field, problem]) => `${field} ${problem}`).join('; ');
  return { index, id: null, status: 'rejected', error: told || message };
}

function itemOf({ id }: ReceivedEvent, index: number, status: Written): IngestItem {
  if (status === 'rejected') return { index, id: null, status, error: 'the database cannot hold it' };
  return { index, id, status };
}

function countIngested({ metrics: { ingested } }: Deps, { accepted, duplicates, rejected }: IngestResult): void {
  ingested.inc({ outcome: 'accepted' }, accepted);
  ingested.inc({ outcome: 'duplicate' }, duplicates);
  ingested.inc({ outcome: 'rejected' }, rejected);
}

function summarise(items: IngestItem[]): IngestResult {
  const count = (status: Written) => items.filter((item) => item.status === status).length;
  return {
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    rejected: count('rejected'),
    items,
  };
}
