import { severityLevels } from '../severity.js';
import { at, type Detail, type Envelope, scalarAt, textAt } from './envelope.js';

/** What an event means. */
export interface Reading {
  level: number;
  /** What it is about: events of one subject share a fingerprint. */
  subject: string;
  state?: 'firing' | 'resolved' | undefined;
  /** For people; the detail type, where nothing better is known. */
  title?: string | undefined;
}

type Reader = (event: Envelope) => Reading;

const ALARM_LEVELS: Record<string, number> = { ALARM: 3, INSUFFICIENT_DATA: 2, OK: 1 };

function cloudWatchAlarm({ detail, resources }: Envelope): Reading {
  const state = textAt(detail, 'state.value') ?? '';
  const alarm = textAt(detail, 'alarmName') ?? 'unnamed';
  const reason = textAt(detail, 'state.reason');
  return {
    level: ALARM_LEVELS[state] ?? 0,
    subject: resources[0] ?? alarm,
    state: state === 'OK' ? 'resolved' : 'firing',
    title: [`${state}: ${alarm}`, reason].filter(Boolean).join('. '),
  };
}

function guardDutyFinding({ account, region, detail }: Envelope): Reading {
  const severity = Number(scalarAt(detail, 'severity'));
  return {
    level: [1, 4, 7, 9].filter((least) => severity >= least).length,
    subject: [textAt(detail, 'accountId') ?? account, region, textAt(detail, 'id')].join(),
    state: at(detail, 'service.archived') === true ? 'resolved' : 'firing',
    title: textAt(detail, 'title'),
  };
}

const HEALTH_LEVELS: Record<string, number> = {
  issue: 3,
  investigation: 2,
  scheduledChange: 2,
  accountNotification: 1,
};

function healthEvent({ account, detail, ...event }: Envelope): Reading {
  const code = textAt(detail, 'eventTypeCode');
  return {
    level:
      event['detail-type'] === 'AWS Health Abuse Event'
        ? 4
        : (HEALTH_LEVELS[textAt(detail, 'eventTypeCategory') ?? ''] ?? 0),
    subject: [textAt(detail, 'eventArn'), textAt(detail, 'affectedAccount') ?? account].join(),
    state: textAt(detail, 'statusCode') === 'closed' ? 'resolved' : 'firing',
    title: code && `${textAt(detail, 'service') ?? 'AWS'}: ${code.replaceAll('_', ' ').toLowerCase()}`,
  };
}

const ECS_LEVELS: Record<string, number> = { INFO: 0, WARN: 2, ERROR: 3 };

function ecsService({ detail, resources, ...event }: Envelope): Reading {
  const name = textAt(detail, 'eventName') ?? event['detail-type'];
  const failed = name === 'SERVICE_DEPLOYMENT_FAILED';
  return {
    level: failed ? 3 : (ECS_LEVELS[textAt(detail, 'eventType') ?? ''] ?? 0),
    subject: [resources[0], name].join(),
    title: `${name} ${resources[0]?.split('/').at(-1) ?? ''}`.trim(),
  };
}

const ECS_STOP_LEVELS: Record<string, number> = {
  TaskFailedToStart: 3,
  InfrastructureHealth: 2,
  SpotInterruption: 1,
  TerminationNotice: 1,
};

function ecsTask({ detail, resources }: Envelope): Reading {
  const stopCode = textAt(detail, 'stopCode') ?? '';
  const containers = at(detail, 'containers');
  const exitedBadly = Array.isArray(containers) && containers.some((container) => at(container, 'exitCode'));
  const group = textAt(detail, 'group') ?? textAt(detail, 'taskDefinitionArn') ?? resources[0] ?? '';
  return {
    level: stopCode === 'EssentialContainerExited' ? (exitedBadly ? 3 : 1) : (ECS_STOP_LEVELS[stopCode] ?? 0),
    subject: group,
    title: [`ECS task of ${group}: ${textAt(detail, 'lastStatus') ?? ''}`, textAt(detail, 'stoppedReason')]
      .filter(Boolean)
      .join('. '),
  };
}

function ec2State({ detail }: Envelope): Reading {
  const state = textAt(detail, 'state') ?? '';
  const instance = textAt(detail, 'instance-id') ?? '';
  return {
    level: ['stopped', 'terminated'].includes(state) ? 1 : 0,
    subject: instance,
    state: state === 'running' ? 'resolved' : undefined,
    title: `EC2 instance ${instance} is ${state}`,
  };
}

function autoScaling({ detail, ...event }: Envelope): Reading {
  const group = textAt(detail, 'AutoScalingGroupName') ?? '';
  const failed = event['detail-type'].endsWith('Unsuccessful');
  return {
    level: failed ? 3 : 0,
    subject: group,
    state: failed ? 'firing' : 'resolved',
    title: [`${event['detail-type']}: ${group}`, textAt(detail, 'StatusMessage')].filter(Boolean).join('. '),
  };
}

/** Everything that no reader knows better. */
function anything({ detail, resources, source, ...event }: Envelope): Reading {
  const type = event['detail-type'];
  return {
    level: ownLevel(detail) ?? wordLevel(type),
    subject: [source, type, resources[0]].join(),
    title: [type, resources[0]?.split(/[/:]/).at(-1)].filter(Boolean).join(': '),
  };
}

/** `detail.severity` as a level or a name, where it makes sense. */
function ownLevel(detail: Detail): number | undefined {
  return severityLevels(String(scalarAt(detail, 'severity') ?? '').toLowerCase())[0];
}

function wordLevel(type: string): number {
  if (/fail|error|denied/i.test(type)) return 3;
  return /warning|degraded/i.test(type) ? 2 : 0;
}

/** Who reads which event, by source and detail type. */
const READERS: [source: string, detailType: RegExp, reader: Reader][] = [
  ['aws.cloudwatch', /^CloudWatch Alarm State Change$/, cloudWatchAlarm],
  ['aws.guardduty', /^GuardDuty Finding$/, guardDutyFinding],
  ['aws.health', /^AWS Health (Abuse )?Event$/, healthEvent],
  ['aws.ecs', /^ECS Task State Change$/, ecsTask],
  ['aws.ecs', /^ECS (Service Action|Deployment State Change)$/, ecsService],
  ['aws.ec2', /^EC2 Instance State-change Notification$/, ec2State],
  ['aws.autoscaling', /^EC2 Instance (Launch|Terminate) (Unsuccessful|Successful)$/, autoScaling],
];

export function read(event: Envelope): Reading {
  const known = READERS.find(([source, type]) => source === event.source && type.test(event['detail-type']));
  return (known?.[2] ?? anything)(event);
}
