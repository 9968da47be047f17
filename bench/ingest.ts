// How many events a second a running Signalbox takes: `EVENTS=100000 BATCH=500 node dist/bench/ingest.js`.
import { logIn, send } from './client.js';

const EVENTS = Number(process.env.EVENTS ?? 100_000);
const BATCH = Number(process.env.BATCH ?? 500);
const CONCURRENCY = 4;
const WEEK_MS = 7 * 86_400_000;

const SOURCES = ['aws.cloudwatch', 'aws.ec2', 'aws.ecs', 'aws.guardduty', 'aws.rds', 'custom.billing'];
const REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2', 'ap-southeast-1'];
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'unknown'];
const run = Date.now().toString(36);

function event(index: number) {
  const pick = <T>(from: T[], step: number): T => from[Math.floor(index / step) % from.length] as T;
  return {
    version: '0',
    id: `${run}-${index}`,
    'detail-type': `Bench Event ${index % 7}`,
    source: pick(SOURCES, 1),
    account: String(100_000_000_000 + (index % 50)),
    time: new Date(Date.now() - ((index * 7919) % WEEK_MS)).toISOString(),
    region: pick(REGIONS, 3),
    resources: [`arn:aws:ec2:eu-west-1:123456789012:instance/i-${index % 1000}`],
    detail: { 'instance-id': `i-${index % 1000}`, value: index, message: `measured value ${index} on a host` },
    severity: pick(SEVERITIES, 2),
  };
}

const target = await logIn();
const { key } = (await send(target, 'POST', '/api/api-keys', { name: `bench ${run}`, scopes: ['events:write'] })) as {
  key: string;
};
const ingest = { ...target, token: key };
let next = 0;
const started = performance.now();
const loop = async () => {
  while (next < EVENTS) {
    const first = next;
    next += BATCH;
    const size = Math.min(BATCH, EVENTS - first);
    await send(
      ingest,
      'POST',
      '/api/events',
      Array.from({ length: size }, (_, index) => event(first + index)),
    );
  }
};
await Promise.all(Array.from({ length: CONCURRENCY }, loop));
const seconds = (performance.now() - started) / 1000;
console.log(`${EVENTS} events in requests of ${BATCH}: ${Math.round(EVENTS / seconds)} events a second`);
