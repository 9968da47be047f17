import { parse as parseLossless, stringify as stringifyLossless } from 'lossless-json';
import { z } from 'zod';
import type { KeyActor } from '../core/access/actor.js';
import { guarded } from '../core/access/guarded.js';
import { AppError, invalid } from '../core/errors.js';
import { tellUnexpected } from '../core/unexpected.js';
import type { Deps } from '../deps.js';
import { severityRules } from '../monitoring/get-monitoring-settings.js';
import { reachesAccount } from './event-record.js';
import { WRITTEN, type Written } from './event-writer.js';
import type { ReceivedEvent } from './insert-events.js';
import { eventsOf } from './normalise/envelope.js';
import { normaliseEvent } from './normalise/normalise-event.js';

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

/** A body: the parsed value, and the text that it came as. */
interface Body {
  value: unknown;
  text: string;
}

/**
 * Takes one EventBridge event, an array of them or `{events: [...]}`. Answers after the commit; one bad event never
 * costs the good ones. Not audited one by one: each row carries the key and the request that brought it.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED, OVERLOADED, DATABASE_UNAVAILABLE
 */
export const ingestEvents = guarded({
  permission: 'events:ingest',
  action: 'event.ingest',
  entity: 'event',
  work: async (deps: Deps, caller, body: Body): Promise<IngestResult> => {
    const { actor, request } = caller;
    if (actor.type !== 'key') throw new AppError('FORBIDDEN');
    const values = eventsOf(body.value);
    const rules = await severityRules(deps);
    const now = deps.now();
    const original = originalTexts(body.text);
    const read = values.map((value, index): ReceivedEvent | AppError => {
      try {
        const row = normaliseEvent(value, () => original(index) ?? JSON.stringify(value), rules, now);
        requireOwnAccount(actor, row.account);
        return { ...row, created_at: now, api_key_id: actor.id, request_id: request.id };
      } catch (error) {
        if (error instanceof AppError && error.status === 422) return error;
        // One event that we cannot read must not cost the others.
        const { id: request_id, trace_id } = request;
        const context = { where: 'event', request_id, trace_id, actor_id: actor.id } as const;
        void tellUnexpected(deps, error, context, 'an event could not be read');
        return invalid({ detail: 'cannot be read' });
      }
    });
    const good = read.filter((one): one is ReceivedEvent => !(one instanceof AppError));
    const written = good.length > 0 ? await deps.eventWriter.write(good, body.text.length) : [];
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

function requireOwnAccount(actor: KeyActor, account: string): void {
  if (!reachesAccount(actor, account)) throw invalid({ account: 'is none of those that the key is bound to' });
}

/** The events as they came, to the last digit. Parsing again costs, so it is done once, and only when one asks. */
function originalTexts(text: string): (index: number) => string | undefined {
  let texts: (string | undefined)[] | undefined;
  return (index) => {
    texts ??= splitLossless(text);
    return texts[index];
  };
}

/** What this parser does not take (a key that stands twice, say) has no other original than what became of it. */
function splitLossless(text: string): (string | undefined)[] {
  try {
    const whole = parseLossless(text);
    const events = eventsOf(whole);
    return events[0] === whole ? [text] : events.map((event) => stringifyLossless(event));
  } catch {
    return [];
  }
}

function rejected({ details, message }: AppError, index: number): IngestItem {
  const problems = Object.entries(details ?? {}).map(([field, problem]) => `${field} ${problem}`);
  return { index, id: null, status: 'rejected', error: problems.join('; ') || message };
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
