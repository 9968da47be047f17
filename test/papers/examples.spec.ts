import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { type Example, examples } from '../../src/api/examples.js';
import type { Route } from '../../src/api/route.js';
import { routes } from '../../src/api/routes.js';
import { type StsDouble, startStsDouble } from '../support/sts-double.js';
import { callOf, setScene } from './example-calls.js';

const FILE = path.resolve(import.meta.dirname, '../../../src/api/examples.json');

/** `npm run openapi:examples` sets it: the examples are then written as they are now. */
const isWriting = process.env.WRITE_EXAMPLES === '1';

/** What differs each time, or is a secret: shown as words that say what stands there. */
const SHOWN: Record<string, unknown> = {
  access_token: 'an-access-token',
  refresh_token: 'a-refresh-token',
  generated_password: 'a-password-shown-this-once',
  key: 'sbx_a-key-shown-this-once',
  prefix: 'sbx_12345678',
  next_cursor: 'a-cursor',
  latency_ms: 120,
  ip: '203.0.113.7',
  user_agent: 'a-client/1.0',
};

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The same for the same answer: ids are numbered as they come. */
function normalised(example: Example): Example {
  const ids = new Map<string, string>();
  const numbered = (id: string): string => {
    const known = ids.get(id) ?? `019ca9b0-0000-7000-8000-${String(ids.size + 1).padStart(12, '0')}`;
    ids.set(id, known);
    return known;
  };
  const show = (name: string, value: unknown) => (typeof value !== 'object' && name in SHOWN ? SHOWN[name] : value);
  return JSON.parse(JSON.stringify(example, show).replace(UUID, numbered)) as Example;
}

async function exampleOf(route: Route): Promise<Example> {
  const scene = await setScene();
  const caller = route.name === 'ingestEvents' ? scene.collector : scene.admin;
  const { address, body } = await callOf(route, scene);
  const answer = await caller.call(route.method.toUpperCase(), address, { body });
  expect(answer.status, JSON.stringify(answer.body)).to.equal(route.status ?? 200);
  return normalised({ body, answer: answer.body });
}

describe('The examples of the OpenAPI document', () => {
  const current: Record<string, Example> = {};
  let sts: StsDouble;

  beforeEach(async () => {
    sts = await startStsDouble({ account: '111122223333' });
    process.env.AWS_ENDPOINT_URL = sts.url;
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'nobody’s' });
  });

  afterEach(() => sts.stop());

  for (const route of routes) {
    it(`are what the API answers to ${route.method.toUpperCase()} ${route.path}`, async () => {
      const example = await exampleOf(route);
      current[route.name] = example;
      if (isWriting) return;
      const hint = 'differs; when it should, run npm run openapi:examples';
      expect(example, hint).to.deep.equal(examples[route.name]);
    });
  }

  it('are of calls that are there', () => {
    if (!isWriting) expect(Object.keys(examples).sort()).to.deep.equal(routes.map(({ name }) => name).sort());
  });

  after(() => {
    if (!isWriting) return;
    const inOrder = Object.fromEntries(routes.map(({ name }) => [name, current[name]]));
    writeFileSync(FILE, `${JSON.stringify(inOrder, null, 2)}\n`);
  });
});
