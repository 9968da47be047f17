import { expect } from 'chai';
import { api } from '../support/api.js';
import { anApiKey, type TestKey } from '../support/api-keys.js';
import type { IngestBody } from '../support/bodies.js';
import { anEvent } from '../support/records.js';
import { sql } from '../support/world.js';

/** What the database refuses though we found nothing wrong with it; a trigger stands in for what nobody has met yet. */
const POISON = `
  CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.source = 'poison' THEN RAISE EXCEPTION 'poison' USING ERRCODE = '22000'; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER refuse_poison BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION refuse_poison();`;

describe('An event that the database refuses', () => {
  let key: TestKey;

  beforeEach(async () => {
    key = await anApiKey();
    await sql(POISON);
  });

  afterEach(() => sql('DROP FUNCTION refuse_poison CASCADE'));

  const post = (events: unknown[]) => api.as(key).post<IngestBody>('/events', events);
  const poison = () => anEvent({ source: 'poison' });

  it('costs itself and none of those beside it', async () => {
    const events = Array.from({ length: 9 }, (_, index) => (index === 4 ? poison() : anEvent()));
    const { status, body } = await post(events);
    expect(status).to.equal(201);
    expect(body).to.include({ accepted: 8, rejected: 1 });
    expect(body.items[4]).to.deep.equal({
      index: 4,
      id: null,
      status: 'rejected',
      error: 'the database cannot hold it',
    });
  });

  it('costs none of those that other senders bring in the same moment', async () => {
    const answers = await Promise.all([post([anEvent(), anEvent()]), post([poison()]), post([anEvent()])]);
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 422, 201]);
    expect(answers.map(({ body }) => body.accepted)).to.deep.equal([2, 0, 1]);
  });

  it('is not counted', async () => {
    await post([anEvent(), poison(), poison(), anEvent()]);
    const [row] = await sql(`SELECT sum(count)::int AS count FROM event_counts WHERE dimension = 'source'`);
    expect(row).to.deep.equal({ count: 2 });
  });
});
