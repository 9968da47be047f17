import { isLarge } from '../core/read/abridged.js';
import { type On, rows } from '../core/read/sql.js';
import { takeTurns } from '../core/turns.js';
import type { EventRow } from './normalise/normalise-event.js';

/** A row with who brought it. */
export interface ReceivedEvent extends EventRow {
  created_at: Date;
  api_key_id: string | null;
  request_id: string | null;
}

/** What of a row ingest knows. */
const COLUMNS = `id uuid, source_event_id text, account text, region text, source text, detail_type text, detail json,
  resources json, severity_level smallint, title text, fingerprint text, source_state text, published_at timestamptz,
  created_at timestamptz, api_key_id uuid, request_id text, raw text`;

/** In SQL: what search looks at. The migrations say what a word is. */
export const SEARCHED = 'event_words(r.title, r.resources::text, r.detail::text)';

const INSERT = `
  INSERT INTO events (id, source_event_id, account, region, source, detail_type, detail, resources, severity_level,
    title, fingerprint, source_state, published_at, created_at, updated_at, api_key_id, request_id, raw, is_large,
    search)
  SELECT id, source_event_id, account, region, source, detail_type, stored.detail,
    ARRAY(SELECT json_array_elements_text(resources)), severity_level,
    title, fingerprint, source_state, published_at, created_at, created_at, api_key_id, request_id, raw,
    ${isLarge('stored.detail', 'resources')},
    ${SEARCHED}
  FROM json_to_recordset($1) AS r (${COLUMNS}), LATERAL (SELECT r.detail::jsonb AS detail) AS stored
  ON CONFLICT (id) DO NOTHING
  RETURNING id`;

/**
 * Inserts what is not there yet; gives the ids of what is new. The rows go as one JSON text: to write arrays of texts
 * for the database takes the driver thirty times as long, and nobody else is answered meanwhile.
 */
export async function insertEvents(on: On, events: ReceivedEvent[]): Promise<Set<string>> {
  const inserted = await rows<{ id: string }>(on, INSERT, [await toJson(events)]);
  return new Set(inserted.map(({ id }) => id));
}

/** Event by event, with turns for others: of a thousand with their originals it is ten megabytes. */
async function toJson(events: ReceivedEvent[]): Promise<string> {
  const rest = takeTurns();
  const texts: string[] = [];
  for (const event of events) {
    texts.push(JSON.stringify(event));
    await rest();
  }
  return `[${texts.join()}]`;
}
