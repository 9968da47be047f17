import { arn, type DemoEvent, eventOf, type Scene } from './event.js';

const MINUTE = 60_000;

/** What is watched, and what it says when it is too much. */
const METRICS = [
  { suffix: 'cpu-high', namespace: 'AWS/ECS', metric: 'CPUUtilization', threshold: 80, unit: 'percent' },
  { suffix: 'memory-high', namespace: 'AWS/ECS', metric: 'MemoryUtilization', threshold: 85, unit: 'percent' },
  {
    suffix: 'latency-p99',
    namespace: 'AWS/ApplicationELB',
    metric: 'TargetResponseTime',
    threshold: 2,
    unit: 'seconds',
  },
  {
    suffix: '5xx-rate',
    namespace: 'AWS/ApplicationELB',
    metric: 'HTTPCode_Target_5XX_Count',
    threshold: 50,
    unit: 'errors',
  },
  {
    suffix: 'queue-age',
    namespace: 'AWS/SQS',
    metric: 'ApproximateAgeOfOldestMessage',
    threshold: 300,
    unit: 'seconds',
  },
  { suffix: 'disk-space-low', namespace: 'AWS/RDS', metric: 'FreeStorageSpace', threshold: 10, unit: 'GiB' },
] as const;

export type AlarmSuffix = (typeof METRICS)[number]['suffix'];
type AlarmState = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';

/** In CloudWatch's words. `chance` from 0 to 1 says how far past the threshold. Free space is too little, all else too much. */
function reasonOf({ metric, threshold, unit }: (typeof METRICS)[number], value: AlarmState, chance: number): string {
  if (value === 'INSUFFICIENT_DATA') return 'Insufficient Data: 3 datapoints were unknown.';
  const isAbove = metric.startsWith('Free') !== (value === 'ALARM');
  const measured = (threshold * (isAbove ? 1.1 + chance : 0.9 - chance / 2)).toFixed(1);
  const comparison = isAbove ? 'greater' : 'less';
  return `Threshold Crossed: 3 datapoints were ${comparison} than the threshold (${threshold} ${unit}); the last one is ${measured}`;
}

/** One change of an alarm's state. */
export function alarmChange(scene: Scene, suffix: AlarmSuffix, value: AlarmState): DemoEvent {
  const watched = METRICS.find((one) => one.suffix === suffix) as (typeof METRICS)[number];
  const name = `${scene.system}-${suffix}`;
  const reason = reasonOf(watched, value, scene.random.next());
  return eventOf(scene, {
    source: 'aws.cloudwatch',
    type: 'CloudWatch Alarm State Change',
    resources: [arn(scene, 'cloudwatch', `alarm:${name}`)],
    detail: {
      alarmName: name,
      state: { value, reason, timestamp: new Date(scene.at).toISOString() },
      previousState: { value: value === 'ALARM' ? 'OK' : 'ALARM' },
      configuration: {
        description: `${watched.metric} of ${scene.system}`,
        metrics: [
          {
            id: 'm1',
            metricStat: { metric: { namespace: watched.namespace, name: watched.metric }, period: 60, stat: 'Average' },
          },
        ],
      },
    },
  });
}

/** An alarm that goes off and, some time later, calms down. */
export function alarm(scene: Scene): DemoEvent[] {
  const { suffix } = scene.random.pick(METRICS);
  if (scene.random.chance(0.08)) return [alarmChange(scene, suffix, 'INSUFFICIENT_DATA')];
  const calm = { ...scene, at: scene.at + scene.random.between(4, 45) * MINUTE };
  return [alarmChange(scene, suffix, 'ALARM'), alarmChange(calm, suffix, 'OK')];
}
