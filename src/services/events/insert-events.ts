import { type On, rows } from '../core/read/sql.js';
import type { EventRow } from './normalise/normalise-event.js';

/** A row with who brought it. */
export interface ReceivedEvent extends EventRow {
  created_at: Date;
  api_key_id: string | null;
  request_id: string | null;
}

/** The text that search looks at is bounded: a tsvector holds 1 MB. */
const INSERT = `
  INSERT INTO events (id, source_event_id, account, region, source, detail_type, detail, resources, severity_level,
    title, fingerprint, source_state, published_at, created_at, updated_at, api_key_id, request_id, raw, search)
  SELECT id, source_event_id, account, region, source, detail_type, detail::jsonb,
    ARRAY(SELECT jsonb_array_elements_text(resources::jsonb)), severity_level,
    title, fingerprint, source_state, published_at, created_at, created_at, api_key_id, request_id, raw,
    to_tsvector('simple', left(concat_ws(' ', title, resources, detail), 100000))
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::smallint[], $10::text[], $11::text[], $12::text[], $13::timestamptz[], $14::timestamptz[], $15::uuid[],
    $16::text[], $17::text[])
    AS r (id, source_event_id, account, region, source, detail_type, detail, resources, severity_level,
      title, fingerprint, source_state, published_at, created_at, api_key_id, request_id, raw)
  ON CONFLICT (id) DO NOTHING
  RETURNING id`;

/** Inserts what is not there yet; gives the ids of what is new. */
export async function insertEvents(on: On, events: ReceivedEvent[]): Promise<Set<string>> {
  const column = (read: (event: ReceivedEvent) => unknown) => events.map(read);
  const inserted = await rows<{ id: string }>(on, INSERT, [
    column(({ id }) => id),
    column(({ source_event_id }) => source_event_id),
    column(({ account }) => account),
    column(({ region }) => region),
    column(({ source }) => source),
    column(({ detail_type }) => detail_type),
    column(({ detail }) => JSON.stringify(detail)),
    column(({ resources }) => JSON.stringify(resources)),
    column(({ severity_level }) => severity_level),
    column(({ title }) => title),
    column(({ fingerprint }) => fingerprint),
    column(({ source_state }) => source_state),
    column(({ published_at }) => published_at),
    column(({ created_at }) => created_at),
    column(({ api_key_id }) => api_key_id),
    column(({ request_id }) => request_id),
    column(({ raw }) => raw),
  ]);
  return new Set(inserted.map(({ id }) => id));
}
