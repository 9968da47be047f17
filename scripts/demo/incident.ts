import { PRODUCTION } from './cast.js';
import type { DemoEvent, Scene } from './event.js';
import { alarmChange } from './happenings-alarms.js';
import { autoScaling, ecsService, ecsTaskStopped, OUT_OF_MEMORY } from './happenings-compute.js';
import { canaryFailure, database, lambdaFailure, orderFigures } from './happenings-platform.js';
import { healthEvent } from './happenings-watch.js';
import { Random } from './random.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Minutes from the failover to the last alarm that calms down. */
const LENGTH = 130;

const FAILOVER = { category: 'failover', id: 'RDS-EVENT-0049', message: 'A Multi-AZ failover has completed.' };

const OUTAGE = { service: 'RDS', eventTypeCategory: 'issue', eventTypeCode: 'AWS_RDS_OPERATIONAL_ISSUE' };

/** How bad it is in a minute: rises in a quarter of an hour, stays, and is mended after an hour and a half. */
const badness = (minute: number): number =>
  Math.min(1, minute / 15) * (minute > 90 ? Math.max(0, (120 - minute) / 30) : 1);

/** Yesterday afternoon: the checkout's database fails over, and what stands on it goes down with it. */
export function incident(now: number): DemoEvent[] {
  const start = Math.floor(now / DAY) * DAY - DAY + (14 * 60 + 5) * MINUTE;
  const random = new Random(start / MINUTE);
  const scene = (minute: number, system = 'checkout'): Scene => ({
    account: PRODUCTION,
    system,
    at: start + minute * MINUTE + random.between(0, 59) * 1000,
    random,
  });
  const story = [
    database(scene(0), FAILOVER),
    alarmChange(scene(3), '5xx-rate', 'ALARM'),
    alarmChange(scene(4), 'latency-p99', 'ALARM'),
    alarmChange(scene(6, 'payments'), '5xx-rate', 'ALARM'),
    alarmChange(scene(9, 'web'), 'latency-p99', 'ALARM'),
    healthEvent(scene(21), { ...OUTAGE, statusCode: 'open' }),
    ecsService(scene(30), 'SERVICE_DEPLOYMENT_FAILED'),
    alarmChange(scene(34, 'payments'), 'queue-age', 'ALARM'),
    ecsService(scene(88)),
    alarmChange(scene(97), 'latency-p99', 'OK'),
    alarmChange(scene(101), '5xx-rate', 'OK'),
    alarmChange(scene(104, 'payments'), '5xx-rate', 'OK'),
    alarmChange(scene(109, 'web'), 'latency-p99', 'OK'),
    alarmChange(scene(118, 'payments'), 'queue-age', 'OK'),
    healthEvent(scene(LENGTH), { ...OUTAGE, statusCode: 'closed' }),
  ];
  return [...story, ...Array.from({ length: LENGTH }, (_, minute) => noise(scene, minute, random)).flat()];
}

/** What every minute of it brings. */
function noise(scene: (minute: number, system?: string) => Scene, minute: number, random: Random): DemoEvent[] {
  const level = badness(minute);
  const events =
    minute % 3 === 0 ? [orderFigures(scene(minute), Number((level * 38 + random.next() * 3).toFixed(1)))] : [];
  const system = random.pick(['checkout', 'checkout', 'payments', 'web']);
  if (random.chance(level)) events.push(ecsTaskStopped(scene(minute, system), OUT_OF_MEMORY));
  if (random.chance(level * 0.5)) events.push(ecsService(scene(minute, system), 'SERVICE_TASK_PLACEMENT_FAILURE'));
  if (random.chance(level * 0.4)) events.push(lambdaFailure(scene(minute, 'payments')));
  if (random.chance(level * 0.3)) events.push(canaryFailure(scene(minute, 'web')));
  if (random.chance(level * 0.3)) events.push(autoScaling(scene(minute, system), true));
  return events;
}
