import { expect } from 'chai';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import type { EventBody, IngestBody } from '../support/bodies.js';
import { aUser } from '../support/people.js';
import { anEvent } from '../support/records.js';
import { sql } from '../support/world.js';

/** Posts the text as it stands: JSON.stringify would not write these. */
async function postText(text: string): Promise<{ event: EventBody; raw: string | null }> {
  const { status, body } = await api.as(await anApiKey()).post<IngestBody>('/events', text);
  expect(status, JSON.stringify(body)).to.equal(201);
  const id = body.items.at(-1)?.id as string;
  const { body: event } = await api.as(await aUser()).get<EventBody>(`/events/${id}`);
  const [row] = await sql<{ raw: string | null }>('SELECT raw FROM events WHERE id = $1', [id]);
  return { event, raw: row?.raw ?? null };
}

const withDetail = (detail: string, fields = {}): string =>
  JSON.stringify(anEvent({ ...fields, detail: 'HERE' })).replace('"HERE"', detail);

describe('Text that a database cannot hold', () => {
  for (const [name, escaped] of [
    ['NUL', '\\u0000'],
    ['the first half of a surrogate pair', '\\ud800'],
    ['the second half of one', '\\udc00'],
  ] as const) {
    it(`is kept as it came and shown as U+FFFD: ${name}`, async () => {
      const text = withDetail(`{"note":"a${escaped}b","deep":[{"k${escaped}":1}]}`);
      const { event, raw } = await postText(text);
      expect(event.detail).to.deep.equal({ note: 'a\ufffdb', deep: [{ 'k\ufffd': 1 }] });
      expect(JSON.parse(raw as string)).to.deep.equal(JSON.parse(text));
    });
  }

  it('is kept to the last digit: a number that no float holds', async () => {
    const { event, raw } = await postText(withDetail('{"n":1e400000,"m":-1e400000,"ok":1.5}'));
    expect(event.detail).to.deep.equal({ n: '\ufffd', m: '\ufffd', ok: 1.5 });
    expect(raw).to.include('1e400000').and.include('-1e400000');
  });

  it('stands in source, type, id, resources and title, too', async () => {
    const fields = { source: 's\u0000', 'detail-type': 't\u0000', id: 'i\u0000', resources: ['r\u0000'] };
    const { event } = await postText(JSON.stringify(anEvent(fields)));
    expect(event).to.deep.include({ source: 's\ufffd', detail_type: 't\ufffd', resources: ['r\ufffd'] });
    expect(event.title).not.to.include('\u0000');
  });

  it('keeps of a batch the event that it stands in, and none of the others', async () => {
    const { raw } = await postText(
      `{"events":[${withDetail('{"n":1}')},${withDetail('{"n":"\\u0000"}', { id: 'odd' })}]}`,
    );
    expect(JSON.parse(raw as string)).to.include({ id: 'odd' });
  });

  it('keeps one event that has a field `events` as what it is', async () => {
    const text = withDetail('{"n":"\\u0000"}', { events: [{ somebody: 'else' }] });
    expect((await postText(text)).raw).to.equal(text);
  });

  it('is not kept twice where the database holds it: emoji, umlauts and what looks like an escape', async () => {
    const { event, raw } = await postText(withDetail('{"a":"😀 ü \\\\u0000","b":"\\ud83d\\ude00"}'));
    expect(event.detail).to.deep.equal({ a: '😀 ü \\u0000', b: '😀' });
    expect(raw).to.equal(null);
  });

  it('is cut for people, never in the middle of a sign', async () => {
    const { event } = await postText(withDetail('{}', { 'detail-type': '😀'.repeat(128), source: 'x', resources: [] }));
    expect(event.title.length).to.be.at.most(200);
    expect(event.title.isWellFormed()).to.equal(true);
  });
});

describe('Deep and large details', () => {
  it('are stored up to a depth, and refused past it', async () => {
    const nested = (depth: number) => withDetail(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    const { event } = await postText(nested(90));
    expect(JSON.stringify(event.detail)).to.have.length(186);
    const key = await anApiKey();
    for (const depth of [200, 100_000]) {
      const { status } = await api.as(key).post('/events', nested(depth));
      expect(status, `${depth} deep`).to.equal(422);
    }
  });

  it('come back as they were: a megabyte of words', async () => {
    const words = Array.from({ length: 100_000 }, (_, index) => `word${index}`).join(' ');
    const { event } = await postText(withDetail(JSON.stringify({ words })));
    expect(event.detail).to.deep.equal({ words });
  });

  it('take names that mean something to JavaScript for names', async () => {
    const { event } = await postText(withDetail('{"__proto__":{"a":1},"constructor":"c","toString":1}'));
    expect(Object.keys(event.detail as object)).to.include.members(['constructor', 'toString']);
    expect(JSON.stringify(event.detail)).to.include('"__proto__":{"a":1}');
  });
});
