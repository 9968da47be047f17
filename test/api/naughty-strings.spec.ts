import bcrypt from 'bcrypt';
import { expect } from 'chai';
import { ACCESS, TARGETS } from '../access/access-table.js';
import { type Api, api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { HARD, ODD } from '../support/naughty-strings.js';
import { aUser, PASSWORD_HASH } from '../support/people.js';
import { type DocumentedCall, documentedCalls, type Place, writeAt } from '../support/text-places.js';
import { sql } from '../support/world.js';

// Whatever a field is given, the answer is one that the document knows (each call is held against it) and no fault of
// ours. What only one field refuses would keep the others from being asked, so each of these comes alone.

/** As many as an address may have in work with passwords. */
const AT_ONCE = 8;

/** Characters of a query; what makes a request longer than 16 KiB, Node refuses by itself. */
const LONGEST_QUERY = 15_000;

/** Fields that refuse most texts: each comes alone, and with one text in eight. */
const PICKY = /cursor|password|secret/;

type Filling = [Place, text: string][];

/** Every text for every place. What is odd fits into any free text, so that these are filled all at once. */
function fillings(places: Place[]): Filling[] {
  const isPicky = ({ at }: Place) => PICKY.test(`${at.at(-1)}`);
  const [picky, plain] = [places.filter(isPicky), places.filter((place) => !isPicky(place))];
  const free = plain.filter(({ isFree }) => isFree);
  const formed = plain.filter(({ isFree }) => !isFree);
  const turned = (index: number) => ODD[index % ODD.length] as string;
  const alone =
    (place: Place) =>
    (text: string): Filling => [[place, text]];
  return [
    ...ODD.map((_, turn) => free.map((place, index): Filling[number] => [place, turned(turn + index)])),
    ...[...ODD, ...HARD].map((text) => formed.map((place): Filling[number] => [place, text])),
    ...free.flatMap((place) => HARD.map(alone(place))),
    ...picky.flatMap((place) => [...ODD.filter((_, index) => index % 8 === 0), ...HARD].map(alone(place))),
  ].filter(({ length }) => length > 0);
}

/** Somebody who may call it. */
async function callerOf({ method, path }: DocumentedCall): Promise<Api> {
  const { who, keys = [] } = ACCESS[`${method} ${path}`] ?? {};
  return api.as(who === '----' ? await anApiKey({ scopes: keys }) : await aUser({ role: 'admin' }));
}

/** What a body is written into: one that is taken, each with an email of its own. */
function bodyFor({ method, path, body }: DocumentedCall, id: string): unknown {
  const { body: make } = ACCESS[`${method} ${path}`] ?? {};
  const given = structuredClone(make ? make(id) : body?.example) as Record<string, unknown>;
  if (given.email) given.email = `somebody-${++made}@example.com`;
  // Keys are given together or not at all, and nobody has the ids of the examples.
  if (path.startsWith('/config/aws')) Object.assign(given, KEYS);
  if (given.assigned_user_id) given.assigned_user_id = null;
  return given;
}

let made = 0;

const KEYS = { access_key_id: 'AKIAIOSFODNN7EXAMPLE', secret_access_key: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY' };

/** Calls that go out a few at a time. */
async function all(calls: (() => Promise<{ status: number }>)[]): Promise<void> {
  expect(calls).not.to.have.length(0);
  for (let first = 0; first < calls.length; first += AT_ONCE) {
    const answers = await Promise.all(calls.slice(first, first + AT_ONCE).map((call) => call()));
    for (const { status } of answers) expect(status).to.be.below(500);
    // Whoever calls this often is limited, and would hear of nothing else.
    await sql('DELETE FROM rate_limits');
  }
}

describe('Naughty strings', () => {
  const { compare, hash } = bcrypt;

  // Each takes a quarter of a second, and what comes of it depends on no text.
  before(() => Object.assign(bcrypt, { compare: async () => true, hash: async () => PASSWORD_HASH }));
  after(() => Object.assign(bcrypt, { compare, hash }));

  for (const call of documentedCalls) {
    const { method, path, body, query } = call;
    const { target } = ACCESS[`${method} ${path}`] ?? {};
    // A call that asks for no text has none to be naughty.
    if (body && body.places.length > 0) {
      it(`in bodies are no fault of ours in ${method} ${path}`, async () => {
        const caller = await callerOf(call);
        const find = target ? TARGETS[target] : async () => '';
        const found = await find();
        await all(
          fillings(body.places).map((filling) => async () => {
            // An event has one task at most.
            const id = path.endsWith('/create-task') ? await find() : found;
            const given = bodyFor(call, id);
            for (const [place, text] of filling) writeAt(given, body.example, place, text);
            return caller.call(method, path.replace('{id}', id), { body: given });
          }),
        );
      });
    }

    if (query.length > 0) {
      it(`in queries are no fault of ours in ${method} ${path}`, async () => {
        const caller = await callerOf(call);
        const queries = fillings(query).map((filling) =>
          new URLSearchParams(filling.map(([{ at }, text]): [string, string] => [`${at[0]}`, text])).toString(),
        );
        await all(
          queries.filter(({ length }) => length < LONGEST_QUERY).map((asked) => () => caller.get(`${path}?${asked}`)),
        );
      });
    }
  }
});
