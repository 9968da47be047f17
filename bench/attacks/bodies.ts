import { gzipSync } from 'node:zlib';
import { type Attack, post, type Sent } from './attack.js';
import { eventOf, thousandEvents } from './events.js';

const MIB = 1024 * 1024;

const zipped = (text: string): Sent => ({
  body: new Uint8Array(gzipSync(text)),
  headers: { 'content-encoding': 'gzip' },
});

const zeros = (bytes: number): string => `[${'0,'.repeat(bytes / 2 - 2)}0]`;
const lists = (bytes: number): string => `[${'[],'.repeat(bytes / 3)}[]]`;
const names = (count: number): string => `{${Array.from({ length: count }, (_, at) => `"${at.toString(36)}":0`)}}`;

const toLogin = (name: string, sent: Sent): Attack => ({
  name,
  send: ({ base }, tally) => post(`${base}/api/auth/login`, { ...sent, times: 10 }, tally),
});

const toIngest = (name: string, make: (run: string) => Sent): Attack => ({
  name,
  send: ({ base, apiKey, run }, tally) => {
    const { body, headers } = make(run);
    return post(`${base}/api/events`, { body, headers: { ...headers, 'x-api-key': apiKey } }, tally);
  },
});

/** An event whose detail is this list. */
const withList = (run: string, list: string): string =>
  JSON.stringify(eventOf(`${run}-list`, { detail: { list: 'HERE' } })).replace('"HERE"', list);

/** Nested as real ones are: a value in every twenty-five bytes. */
const realDetail = Object.fromEntries(
  Array.from({ length: 20 }, (_, at) => [
    `configuration${at}`,
    {
      threshold: at,
      metrics: [{ id: `m${at}`, metricStat: { period: 60, stat: 'Average', unit: 'a text of "some" length' } }],
    },
  ]),
);

export const bodies: Attack[] = [
  toLogin('login: 1 MiB of [0,0,...], compressed', zipped(zeros(MIB))),
  toLogin('login: 1 MiB of [0,0,...]', { body: zeros(MIB) }),
  toIngest('ingest: an event with 4.9 MiB of [0,0,...], compressed', (run) => zipped(withList(run, zeros(4.9 * MIB)))),
  toIngest('ingest: an event with 4.8 MiB of [0,0,...]', (run) => ({ body: withList(run, zeros(4.8 * MIB)) })),
  toIngest('ingest: 4.6 MiB of [[],...]', () => ({ body: lists(4.6 * MIB) })),
  toIngest('ingest: 200,000 names in one object', () => ({ body: names(200_000) })),
  toIngest('ingest: a thousand events, 4.8 MiB of text', (run) => ({
    body: thousandEvents(`${run}-t`, () => ({ detail: { text: 'x'.repeat(4700) } })),
  })),
  toIngest('ingest: a thousand events as nested as real ones', (run) => ({
    body: thousandEvents(`${run}-r`, () => ({ detail: realDetail })),
  })),
  toIngest('ingest: a thousand events with a NUL', (run) => ({
    body: thousandEvents(`${run}-n`, () => ({ detail: { ...realDetail, nul: '\u0000' } })),
  })),
  toIngest('ingest: 250,000 values among blanks, 5 MiB', () => ({
    body: `{"events":[${`${' '.repeat(18)}1,`.repeat(248_000)}1]}`,
  })),
];
