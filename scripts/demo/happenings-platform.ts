import { arn, type DemoEvent, eventOf, type Scene } from './event.js';

const DATABASE_NEWS = [
  { category: 'backup', id: 'RDS-EVENT-0002', message: 'Finished DB instance backup' },
  { category: 'maintenance', id: 'RDS-EVENT-0026', message: 'Applying off-line patches to DB instance' },
  { category: 'notification', id: 'RDS-EVENT-0012', message: 'Applying modification to database instance class' },
] as const;

interface DatabaseNews {
  category: string;
  id: string;
  message: string;
}

export function database(scene: Scene, news: DatabaseNews = scene.random.pick(DATABASE_NEWS)): DemoEvent {
  const instance = `${scene.system}-db`;
  const source = arn(scene, 'rds', `db:${instance}`);
  return eventOf(scene, {
    source: 'aws.rds',
    type: 'RDS DB Instance Event',
    resources: [source],
    detail: {
      EventCategories: [news.category],
      SourceType: 'DB_INSTANCE',
      SourceArn: source,
      SourceIdentifier: instance,
      EventID: news.id,
      Message: news.message,
      Date: new Date(scene.at).toISOString(),
    },
  });
}

export function lambdaFailure(scene: Scene): DemoEvent {
  const { system, at, random } = scene;
  const lambda = arn(
    scene,
    'lambda',
    `function:${system}-${random.pick(['export', 'thumbnails', 'mailer', 'webhook'])}`,
  );
  return eventOf(scene, {
    source: 'lambda',
    type: 'Lambda Function Invocation Result - Failure',
    resources: [lambda],
    detail: {
      version: '1.0',
      timestamp: new Date(at).toISOString(),
      requestContext: {
        requestId: random.uuid(),
        functionArn: lambda,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      responseContext: { statusCode: 200, functionError: 'Unhandled' },
      responsePayload: {
        errorType: random.pick(['TimeoutError', 'TypeError', 'AccessDenied']),
        errorMessage: 'Task timed out after 30.00 seconds',
      },
    },
  });
}

export function pipeline(scene: Scene): DemoEvent {
  const state = scene.random.pick(['STARTED', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'FAILED']);
  const name = `deploy-${scene.system}`;
  return eventOf(scene, {
    source: 'aws.codepipeline',
    type: 'CodePipeline Pipeline Execution State Change',
    resources: [arn(scene, 'codepipeline', name)],
    detail: { pipeline: name, 'execution-id': scene.random.uuid(), state, version: 4 },
  });
}

export function stack(scene: Scene): DemoEvent {
  const status = scene.random.pick(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE', 'UPDATE_COMPLETE', 'CREATE_COMPLETE']);
  const id = arn(scene, 'cloudformation', `stack/${scene.system}/${scene.random.uuid()}`);
  return eventOf(scene, {
    source: 'aws.cloudformation',
    type: 'CloudFormation Stack Status Change',
    resources: [id],
    detail: { 'stack-id': id, 'status-details': { status, 'status-reason': '' } },
  });
}

export function backup(scene: Scene): DemoEvent {
  const table = arn(scene, 'dynamodb', `table/${scene.system}`);
  const state = scene.random.pick(['CREATED', 'RUNNING', 'COMPLETED', 'COMPLETED']);
  return eventOf(scene, {
    source: 'aws.backup',
    type: 'Backup Job State Change',
    resources: [table],
    detail: {
      backupJobId: scene.random.uuid(),
      backupVaultName: 'nightly',
      resourceArn: table,
      resourceType: 'DynamoDB',
      state,
    },
  });
}

export function canaryFailure(scene: Scene): DemoEvent {
  return eventOf(scene, {
    source: 'aws.synthetics',
    type: 'Synthetics Canary TestRun Failure',
    detail: {
      'canary-name': `${scene.system}-journey`,
      'test-run-status': 'FAILED',
      message: 'Navigation timed out after 30 s',
    },
  });
}

/** The company's own events. The severity rules of `shop.orders` read `error_rate`. */
export function orderFigures(scene: Scene, error_rate = Number((scene.random.next() * 4).toFixed(1))): DemoEvent {
  return eventOf(scene, {
    source: 'shop.orders',
    type: 'Order Figures',
    resources: [`shop/${scene.account.region}/${scene.system}`],
    detail: {
      error_rate,
      orders_per_minute: scene.random.between(40, 400),
      latency_ms: scene.random.between(120, 900),
    },
  });
}

export function configCompliance(scene: Scene): DemoEvent {
  const complianceType = scene.random.pick(['COMPLIANT', 'COMPLIANT', 'NON_COMPLIANT']);
  return eventOf(scene, {
    source: 'aws.config',
    type: 'Config Rules Compliance Change',
    resources: [arn(scene, 's3', `::${scene.system}-assets`)],
    detail: {
      configRuleName: scene.random.pick(['s3-bucket-ssl-requests-only', 'encrypted-volumes', 'rds-multi-az-support']),
      newEvaluationResult: { complianceType },
    },
  });
}
