import { createHash } from 'node:crypto';
import { arn, type DemoEvent, eventOf, type Scene } from './event.js';

/** A machine keeps its id: the same system has the same few instances all week. */
function instanceOf({ account, system, random }: Scene): string {
  const name = `${account.id} ${system} ${random.between(1, 4)}`;
  return `i-0${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}

export function ec2State(
  scene: Scene,
  state = scene.random.pick(['pending', 'running', 'running', 'stopping', 'stopped']),
) {
  const instance = instanceOf(scene);
  return eventOf(scene, {
    source: 'aws.ec2',
    type: 'EC2 Instance State-change Notification',
    resources: [arn(scene, 'ec2', `instance/${instance}`)],
    detail: { 'instance-id': instance, state },
  });
}

const NO_CAPACITY = 'We currently do not have sufficient capacity in the Availability Zone you requested.';

export function autoScaling(scene: Scene, fails = scene.random.chance(0.06)): DemoEvent {
  const group = `${scene.system}-asg`;
  const instance = instanceOf(scene);
  const verb = scene.random.pick(['Launch', 'Launch', 'Terminate']);
  return eventOf(scene, {
    source: 'aws.autoscaling',
    type: `EC2 Instance ${fails ? 'Launch' : verb} ${fails ? 'Unsuccessful' : 'Successful'}`,
    resources: [arn(scene, 'autoscaling', `autoScalingGroup:${scene.random.uuid()}:autoScalingGroupName/${group}`)],
    detail: {
      AutoScalingGroupName: group,
      StatusCode: fails ? 'Failed' : 'InProgress',
      ...(fails && { StatusMessage: NO_CAPACITY }),
      EC2InstanceId: fails ? '' : instance,
      Cause: fails ? 'A group went from 4 to 5 instances in response to demand.' : 'The group follows its schedule.',
      Details: { 'Availability Zone': `${scene.account.region}${scene.random.pick(['a', 'b', 'c'])}` },
    },
  });
}

const STOPS = [
  {
    weight: 8,
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Scaling activity initiated by deployment',
    exitCode: 0,
  },
  { weight: 3, stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user', exitCode: 0 },
  { weight: 2, stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.', exitCode: 0 },
  {
    weight: 1,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exitCode: 137,
  },
  {
    weight: 1,
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'CannotPullContainerError: image not found',
    exitCode: null,
  },
];

const WEIGHTED_STOPS = STOPS.flatMap((stop) => Array.from({ length: stop.weight }, () => stop));

/** The container ran out of memory. */
export const OUT_OF_MEMORY = {
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'OutOfMemoryError: container killed due to memory usage',
  exitCode: 137,
};

type Stop = Pick<(typeof STOPS)[number], 'stopCode' | 'stoppedReason' | 'exitCode'>;

export function ecsTaskStopped(scene: Scene, stop: Stop = scene.random.pick(WEIGHTED_STOPS)): DemoEvent {
  const { system, at, random } = scene;
  const task = arn(scene, 'ecs', `task/main/${random.hex(32)}`);
  return eventOf(scene, {
    source: 'aws.ecs',
    type: 'ECS Task State Change',
    resources: [task],
    detail: {
      clusterArn: arn(scene, 'ecs', 'cluster/main'),
      taskArn: task,
      taskDefinitionArn: arn(scene, 'ecs', `task-definition/${system}:${random.between(40, 60)}`),
      group: `service:${system}`,
      launchType: 'FARGATE',
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      stopCode: stop.stopCode,
      stoppedReason: stop.stoppedReason,
      stoppedAt: new Date(at).toISOString(),
      containers: [{ name: system, lastStatus: 'STOPPED', ...(stop.exitCode !== null && { exitCode: stop.exitCode }) }],
      version: random.between(3, 7),
    },
  });
}

type ServiceState = 'SERVICE_STEADY_STATE' | 'SERVICE_TASK_PLACEMENT_FAILURE' | 'SERVICE_DEPLOYMENT_FAILED';

const EVENT_TYPES: Record<ServiceState, string> = {
  SERVICE_STEADY_STATE: 'INFO',
  SERVICE_TASK_PLACEMENT_FAILURE: 'ERROR',
  SERVICE_DEPLOYMENT_FAILED: 'ERROR',
};

export function ecsService(scene: Scene, state: ServiceState = 'SERVICE_STEADY_STATE'): DemoEvent {
  const isDeployment = state === 'SERVICE_DEPLOYMENT_FAILED';
  return eventOf(scene, {
    source: 'aws.ecs',
    type: isDeployment ? 'ECS Deployment State Change' : 'ECS Service Action',
    resources: [arn(scene, 'ecs', `service/main/${scene.system}`)],
    detail: {
      eventType: EVENT_TYPES[state],
      eventName: state,
      clusterArn: arn(scene, 'ecs', 'cluster/main'),
      createdAt: new Date(scene.at).toISOString(),
      ...(isDeployment && {
        deploymentId: `ecs-svc/${scene.random.hex(19)}`,
        reason: 'ECS deployment circuit breaker: tasks failed to start.',
      }),
    },
  });
}
