import { ACCOUNTS, type Account, PRODUCTION } from './cast.js';
import type { DemoEvent, Scene } from './event.js';
import { alarm, alarmChange } from './happenings-alarms.js';
import { autoScaling, ec2State, ecsService, ecsTaskStopped } from './happenings-compute.js';
import {
  backup,
  canaryFailure,
  configCompliance,
  database,
  lambdaFailure,
  orderFigures,
  pipeline,
  stack,
} from './happenings-platform.js';
import { guardDutyFinding, healthEvent } from './happenings-watch.js';
import { incident } from './incident.js';
import { Random } from './random.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SEED = 1863;

/** Happenings of an hour of average business. */
const PER_HOUR = 15.5;

const KINDS: [weight: number, kind: (scene: Scene) => DemoEvent | DemoEvent[]][] = [
  [24, ecsTaskStopped],
  [10, ecsService],
  [14, ec2State],
  [12, autoScaling],
  [9, alarm],
  [8, orderFigures],
  [7, pipeline],
  [4, stack],
  [4, database],
  [6, configCompliance],
  [2, lambdaFailure],
  [3, guardDutyFinding],
  [2, backup],
  [1, healthEvent],
  [1, canaryFailure],
];

const WEIGHTED_KINDS = KINDS.flatMap(([weight, kind]) => Array.from({ length: weight }, () => kind));
const WEIGHTED_ACCOUNTS = ACCOUNTS.flatMap((account) => Array.from({ length: account.weight }, () => account));

/** Busy by day in Europe, quiet at night and at the weekend. */
function busyness(at: number): number {
  const date = new Date(at);
  const byHour = 1 + 0.65 * Math.sin(((date.getUTCHours() - 7) / 24) * 2 * Math.PI);
  return byHour * ([0, 6].includes(date.getUTCDay()) ? 0.6 : 1.15);
}

/** An hour comes out the same whenever it is asked for, so a second run brings few events that are new. */
function hourOf(start: number): DemoEvent[] {
  const random = new Random(SEED ^ Math.imul(start / HOUR, 0x9e3779b1));
  const count = Math.round(PER_HOUR * busyness(start) * (0.7 + 0.6 * random.next()));
  return Array.from({ length: count }, () => {
    const account = random.pick(WEIGHTED_ACCOUNTS);
    const at = start + random.between(0, 3599) * 1000;
    return random.pick(WEIGHTED_KINDS)({ account, system: random.pick(account.systems), at, random });
  }).flat();
}

/** What goes on at this moment, so that the console has something to show under "what is wrong now". */
function current(now: number): DemoEvent[] {
  const hour = Math.floor(now / HOUR) * HOUR;
  const random = new Random(SEED ^ hour);
  const scene = (account: Account, system: string, minutesBefore: number): Scene => ({
    account,
    system,
    at: hour - minutesBefore * 60_000,
    random,
  });
  return [
    alarmChange(scene(PRODUCTION, 'search', 9), 'latency-p99', 'ALARM'),
    guardDutyFinding(scene(ACCOUNTS[3] as Account, 'web', 16), 8),
    alarmChange(scene(ACCOUNTS[2] as Account, 'warehouse', 25), 'disk-space-low', 'ALARM'),
    ecsService(scene(PRODUCTION, 'catalogue', 4), 'SERVICE_DEPLOYMENT_FAILED'),
  ];
}

/** The seven days before `now`, oldest first, with yesterday's incident. */
export function week(now: number): DemoEvent[] {
  const events = [...incident(now), ...current(now)];
  const first = Math.floor((now - 7 * DAY) / HOUR) * HOUR;
  for (let hour = first; hour <= now; hour += HOUR) events.push(...hourOf(hour));
  return events.filter(({ time }) => Date.parse(time) <= now).sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
}
