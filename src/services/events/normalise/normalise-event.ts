import { createHash } from 'node:crypto';
import type { MonitoringEvent } from '../../../entities/event.entity.js';
import { DAY } from '../../core/durations.js';
import { type Details, invalid } from '../../core/errors.js';
import { parseJson } from '../../core/input/json.js';
import { parseShape } from '../../core/input/parse.js';
import { storable, TooDeepError } from '../../core/input/text-safety.js';
import type { MonitoringRules } from '../../monitoring/monitoring-settings.schema.js';
import { eventId } from '../event-id.js';
import { severityLevels } from '../severity.js';
import { type Envelope, envelope } from './envelope.js';
import { ruledLevel } from './severity-rules.js';
import { read } from './sources.js';

/** What ingest writes of an event. */
export type EventRow = Pick<
  MonitoringEvent,
  | 'id'
  | 'source_event_id'
  | 'account'
  | 'region'
  | 'source'
  | 'detail_type'
  | 'detail'
  | 'resources'
  | 'severity_level'
  | 'title'
  | 'fingerprint'
  | 'source_state'
  | 'published_at'
  | 'raw'
>;

/**
 * An EventBridge event as a row. The severity is the sender's own word, else the settings' rules, else what the
 * source's reader says. Its text is kept as it came where the database cannot hold the event.
 * @throws {AppError} INVALID_JSON, VALIDATION_FAILED naming what is wrong with it
 */
export function normaliseEvent(text: string, rules: MonitoringRules, now: Date): EventRow {
  const mended = mend(parseJson(text));
  const event = parseShape(envelope, mended.value);
  const published_at = publishedAt(event, now);
  const reading = read(event);
  const identity = { account: event.account, source: event.source, source_event_id: event.id, published_at };
  return {
    id: eventId(identity),
    ...identity,
    region: event.region,
    detail_type: event['detail-type'],
    detail: event.detail,
    resources: event.resources,
    severity_level: givenLevel(event) ?? ruledLevel(rules, event) ?? reading.level,
    title: oneLine(reading.title || event['detail-type']),
    fingerprint: createHash('sha256').update(`${event.source}\n${reading.subject}`).digest('hex').slice(0, 32),
    source_state: reading.state ?? null,
    raw: mended.altered ? text : null,
  };
}

function mend(value: unknown): { value: unknown; altered: boolean } {
  try {
    return storable(value);
  } catch (error) {
    throw error instanceof TooDeepError ? invalid({ detail: 'is nested too deeply' }) : error;
  }
}

function publishedAt({ time }: Envelope, now: Date): Date {
  const published = new Date(time);
  const details: Details = {};
  if (published.getTime() < 0) details.time = 'must not be before 1970';
  if (published.getTime() > now.getTime() + DAY) details.time = 'must not be more than a day ahead';
  if (details.time) throw invalid(details);
  return published;
}

function givenLevel({ severity }: Envelope): number | undefined {
  return severity === undefined ? undefined : severityLevels(String(severity))[0];
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200).toWellFormed();
