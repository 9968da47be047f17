import { type DemoEvent, eventOf, type Scene } from './event.js';

const FINDINGS = [
  {
    type: 'Recon:EC2/PortProbeUnprotectedPort',
    severity: 2,
    title: 'An unprotected port on an EC2 instance is being probed.',
  },
  {
    type: 'UnauthorizedAccess:EC2/SSHBruteForce',
    severity: 2,
    title: 'An EC2 instance is the target of SSH brute force attempts.',
  },
  {
    type: 'Policy:S3/BucketBlockPublicAccessDisabled',
    severity: 5,
    title: 'Block Public Access was switched off for an S3 bucket.',
  },
  { type: 'Discovery:IAMUser/AnomalousBehavior', severity: 5, title: 'A user listed resources in an unusual way.' },
  {
    type: 'UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B',
    severity: 7.5,
    title: 'A console login came from several places at once.',
  },
  {
    type: 'CryptoCurrency:EC2/BitcoinTool.B!DNS',
    severity: 8,
    title: 'An EC2 instance asks for a name that is known from coin mining.',
  },
] as const;

export function guardDutyFinding(scene: Scene, severity?: number): DemoEvent {
  const { account, at, random } = scene;
  const chosen = random.pick(FINDINGS.slice(0, random.chance(0.1) ? 6 : 4));
  const finding = FINDINGS.find((one) => one.severity === severity) ?? chosen;
  return eventOf(scene, {
    source: 'aws.guardduty',
    type: 'GuardDuty Finding',
    detail: {
      schemaVersion: '2.0',
      id: random.hex(32),
      accountId: account.id,
      region: account.region,
      ...finding,
      resource: { resourceType: finding.type.includes('IAMUser') ? 'AccessKey' : 'Instance' },
      service: {
        serviceName: 'guardduty',
        archived: false,
        count: random.between(1, 9),
        eventFirstSeen: new Date(at).toISOString(),
      },
    },
  });
}

const NOTICES = [
  { service: 'EC2', eventTypeCategory: 'scheduledChange', eventTypeCode: 'AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED' },
  { service: 'RDS', eventTypeCategory: 'scheduledChange', eventTypeCode: 'AWS_RDS_MAINTENANCE_SCHEDULED' },
  { service: 'ACM', eventTypeCategory: 'accountNotification', eventTypeCode: 'AWS_ACM_RENEWAL_STATE_CHANGE' },
  { service: 'LAMBDA', eventTypeCategory: 'accountNotification', eventTypeCode: 'AWS_LAMBDA_RUNTIME_DEPRECATION' },
] as const;

interface Notice {
  service: string;
  eventTypeCategory: string;
  eventTypeCode: string;
  statusCode?: 'open' | 'closed';
}

export function healthEvent(scene: Scene, notice: Notice = scene.random.pick(NOTICES)): DemoEvent {
  const { account, at } = scene;
  const { service, eventTypeCategory, eventTypeCode, statusCode = 'open' } = notice;
  return eventOf(scene, {
    source: 'aws.health',
    type: 'AWS Health Event',
    detail: {
      eventArn: `arn:aws:health:${account.region}::event/${service}/${eventTypeCode}/${eventTypeCode}_${account.id}`,
      service,
      eventTypeCode,
      eventTypeCategory,
      eventScopeCode: 'ACCOUNT_SPECIFIC',
      statusCode,
      startTime: new Date(at).toUTCString(),
      affectedAccount: account.id,
    },
  });
}
