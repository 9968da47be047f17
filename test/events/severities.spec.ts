import { expect } from 'chai';
import { api } from '../support/api.js';
import type { EventBody } from '../support/bodies.js';
import { aUser } from '../support/people.js';
import { aStoredEvent } from '../support/records.js';

type Reading = [title: string, fields: Record<string, unknown>, level: number];

const alarm = (value: string) => ({
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  detail: { alarmName: 'cpu', state: { value, reason: 'Threshold crossed' } },
});
const finding = (severity: number) => ({
  source: 'aws.guardduty',
  'detail-type': 'GuardDuty Finding',
  detail: { severity },
});
const health = (eventTypeCategory: string, type = 'AWS Health Event') => ({
  source: 'aws.health',
  'detail-type': type,
  detail: { eventTypeCategory },
});
const ecsTask = (detail: object) => ({ source: 'aws.ecs', 'detail-type': 'ECS Task State Change', detail });
const ecsService = (detail: object) => ({ source: 'aws.ecs', 'detail-type': 'ECS Deployment State Change', detail });
const other = (type: string, detail: object = {}) => ({ source: 'shop', 'detail-type': type, detail });

/** From the facts about AWS's events, source by source. */
const READINGS: Reading[] = [
  ['an alarm that goes off', alarm('ALARM'), 3],
  ['an alarm without data', alarm('INSUFFICIENT_DATA'), 2],
  ['an alarm that is over', alarm('OK'), 1],
  ['a GuardDuty finding of 3.9', finding(3.9), 1],
  ['a GuardDuty finding of 4', finding(4), 2],
  ['a GuardDuty finding of 8.9', finding(8.9), 3],
  ['a GuardDuty finding of 9', finding(9), 4],
  ['an issue of AWS Health', health('issue'), 3],
  ['an investigation of AWS Health', health('investigation'), 2],
  ['a scheduled change of AWS Health', health('scheduledChange'), 2],
  ['a notification of AWS Health', health('accountNotification'), 1],
  ['abuse', health('issue', 'AWS Health Abuse Event'), 4],
  ['an ECS task that failed to start', ecsTask({ stopCode: 'TaskFailedToStart' }), 3],
  [
    'a container that failed',
    ecsTask({ stopCode: 'EssentialContainerExited', containers: [{ exitCode: 0 }, { exitCode: 1 }] }),
    3,
  ],
  ['a container that ended well', ecsTask({ stopCode: 'EssentialContainerExited', containers: [{ exitCode: 0 }] }), 1],
  ['a spot interruption', ecsTask({ stopCode: 'SpotInterruption' }), 1],
  ['an ECS task that runs', ecsTask({ lastStatus: 'RUNNING' }), 0],
  ['an ECS deployment that failed', ecsService({ eventType: 'ERROR', eventName: 'SERVICE_DEPLOYMENT_FAILED' }), 3],
  ['an ECS warning', ecsService({ eventType: 'WARN' }), 2],
  ['an instance that stopped', { detail: { state: 'stopped' } }, 1],
  ['an instance that runs', { detail: { state: 'running' } }, 0],
  [
    'an unsuccessful launch',
    { source: 'aws.autoscaling', 'detail-type': 'EC2 Instance Launch Unsuccessful', detail: {} },
    3,
  ],
  ['anything that says failed', other('Backup Failed'), 3],
  ['anything that says warning', other('Warning of something'), 2],
  ['anything with a severity by name', other('News', { severity: 'HIGH' }), 3],
  ['anything with a severity by level', other('News', { severity: 5 }), 5],
  ['anything with a severity that makes no sense', other('News', { severity: 400 }), 0],
  ['anything else', other('News'), 0],
  ['the sender’s own word', { ...alarm('ALARM'), severity: 'low' }, 1],
  ['the sender’s own level', { ...alarm('OK'), severity: 5 }, 5],
];

const NAMES = ['unknown', 'low', 'medium', 'high', 'critical', 'critical'];

describe('The severity of an event', () => {
  for (const [title, fields, level] of READINGS) {
    it(`is ${level} for ${title}`, async () => {
      const id = await aStoredEvent(fields);
      const { body } = await api.as(await aUser()).get<EventBody>(`/events/${id}`);
      expect(body).to.include({ severity_level: level, severity: NAMES[level] });
    });
  }
});

describe('The fingerprint of an event', () => {
  it('is the same for one subject and differs for another', async () => {
    const viewer = await aUser({ role: 'viewer' });
    const fingerprint = async (fields: Record<string, unknown>) =>
      (await api.as(viewer).get<EventBody>(`/events/${await aStoredEvent(fields)}`)).body.fingerprint;
    const arn = (name: string) => ({ resources: [`arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`] });
    const firing = await fingerprint({ ...alarm('ALARM'), ...arn('cpu') });
    expect(await fingerprint({ ...alarm('OK'), ...arn('cpu') })).to.equal(firing);
    expect(await fingerprint({ ...alarm('ALARM'), ...arn('disk') })).not.to.equal(firing);
  });
});
