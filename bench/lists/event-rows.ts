import { SEARCHED } from '../../src/services/events/insert-events.js';

/** What the made events are about: source, type, severity, share of all in percent, what a title and an ARN begin with. */
const KINDS = `(VALUES
  (0, 'aws.cloudwatch', 'CloudWatch Alarm State Change', 3, 30, 'ALARM: prod-', 'alarm:prod-'),
  (1, 'aws.ec2', 'EC2 Instance State-change Notification', 0, 20, 'EC2 instance ', 'instance/i-0'),
  (2, 'aws.ecs', 'ECS Task State Change', 1, 15, 'ECS task of ', 'task/prod/'),
  (3, 'aws.ecs', 'ECS Service Action', 2, 10, 'SERVICE_TASK_PLACEMENT_FAILURE ', 'service/prod/'),
  (4, 'aws.rds', 'RDS DB Instance Event', 2, 8, 'Database ', 'db:prod-'),
  (5, 'aws.lambda', 'Lambda Function Invocation Result - Failure', 3, 7, 'Function ', 'function:prod-'),
  (6, 'aws.s3', 'Object Created', 0, 5, 'Object in ', ':::bucket-'),
  (7, 'aws.health', 'AWS Health Event', 1, 2, 'AWS: ', 'event/'),
  (8, 'aws.guardduty', 'GuardDuty Finding', 4, 1.5, 'Finding ', 'detector/'),
  (9, 'custom.billing', 'Invoice Rejected', 4, 1, 'Invoice ', 'invoice/'),
  (10, 'custom.shop', 'Checkout Broken', 5, 0.4, 'Checkout ', 'checkout/'),
  (11, 'aws.backup', 'Backup Job State Change', 3, 0.1, 'Backup ', 'backup/')
) AS kind (nr, source, detail_type, level, share, title, arn)`;

/** Accounts are many; few of them have most of the events, and each is at home in two regions of five. */
export const ACCOUNTS = 40;
export const REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2', 'ap-southeast-1', 'eu-central-1'];

/** Words by their rank: the first is in every second event, the hundredth in one of a hundred. */
const RANKS = 20_000;
const SYLLABLES = 'balodirumekanotesiguhafepoziwuxoryelavica';

/** In SQL: the word of a rank; the bench asks for it, too. */
const wordOf = (rank: string): string =>
  `(${[1, 20, 400, 8000].map((unit) => `substr('${SYLLABLES}', 2 * ((${rank}) / ${unit} % 20) + 1, 2)`).join(' || ')})`;

export function wordAt(rank: number): string {
  return [1, 20, 400, 8000].map((unit) => SYLLABLES.substr(2 * (Math.floor(rank / unit) % 20), 2)).join('');
}

/** Days that a word has not been said any more, which before was in every twentieth event. */
const FORGOTTEN_DAYS = 35;

/**
 * In SQL: inserts $2 events of the day that begins at $1 (UTC), the $3rd before today, the same ones each time. Their words
 * follow Zipf's law; `warehouse` and `checkout` are common and never in one event; each is about one of 50,000 things.
 */
export const INSERT_DAY = `
  WITH drawn AS MATERIALIZED (
    SELECT i, floor(${ACCOUNTS} * random() ^ 2)::int AS account, random() AS kind, random() AS second_region,
      random() AS tagged, random() AS acknowledged, random() AS deleted, random() AS resolved, random() AS said,
      (50000 * random() ^ 2)::int AS thing, random() AS moment,
      (SELECT string_agg(${wordOf(`floor(${RANKS} ^ random())::int - 1`)}, ' ')
       FROM generate_series(1, 8) AS place WHERE i IS NOT NULL) AS words
    FROM generate_series(1, $2::int) AS i
  ), placed AS (
    SELECT drawn.*, $1::timestamptz + make_interval(secs => trunc((86400 * moment)::numeric, 3)::float) AS published_at,
      100000000000 + drawn.account AS account_id,
      (ARRAY['${REGIONS.join("', '")}'])[1 + (drawn.account + (second_region < 0.3)::int) % ${REGIONS.length}] AS region,
      to_hex(thing * 7919 + 1048576) AS thing_id,
      md5($3::int || ' ' || i) AS hash,
      CASE WHEN said < 0.15 THEN CASE WHEN drawn.account % 2 = 0 THEN ' warehouse' ELSE ' checkout' END ELSE '' END
        || CASE WHEN $3::int > ${FORGOTTEN_DAYS} AND said > 0.95 THEN ' legacyhost' ELSE '' END AS said_words
    FROM drawn
  ), shaped AS (
    SELECT placed.*, kind.source, kind.detail_type, kind.level, kind.title || thing_id || ': ' || split_part(words, ' ', 1)
        || ' ' || split_part(words, ' ', 2) || said_words AS title,
      'arn:aws:' || split_part(kind.source, '.', 2) || ':' || region || ':' || account_id || ':' || kind.arn || thing_id
        AS arn
    FROM placed JOIN (
      SELECT *, sum(share) OVER (ORDER BY nr) - share AS above, sum(share) OVER (ORDER BY nr) AS until FROM ${KINDS}
    ) AS kind ON placed.kind * 100 >= kind.above AND placed.kind * 100 < kind.until
  ), said AS (
    SELECT shaped.*, jsonb_build_object('name', 'prod-' || thing_id, 'instance-id', 'i-0' || thing_id, 'value', i,
      'message', words || said_words || ' was measured on host ip-10-0-' || thing % 250 || '-' || i % 250,
      'request', hash, 'state', jsonb_build_object('value', 'ALARM', 'reason', 'threshold crossed after ' || i % 60 || ' s'))
      AS detail
    FROM shaped
  )
  INSERT INTO events (id, source_event_id, account, region, source, detail_type, detail, resources, severity_level, title,
    fingerprint, source_state, published_at, created_at, updated_at, acknowledged_at, tags, deleted_at, search)
  SELECT (lpad(to_hex((extract(epoch FROM published_at) * 1000)::bigint), 12, '0') || '8' || substr(hash, 1, 3) || '8'
      || substr(hash, 4, 15))::uuid,
    hash, account_id::text, region, source, detail_type, detail, ARRAY[arn], level, title,
    md5(source || arn), CASE WHEN resolved < 0.2 THEN 'resolved' WHEN level > 1 THEN 'firing' END, published_at,
    published_at + make_interval(secs => 1 + 5 * resolved), published_at + interval '10 s',
    CASE WHEN acknowledged < 0.1 THEN published_at + interval '1 h' END,
    CASE WHEN tagged < 0.03 THEN ARRAY['team-' || floor(tagged * 1000)] ELSE '{}' END,
    CASE WHEN deleted < 0.005 THEN published_at + interval '2 h' END,
    ${SEARCHED}
  FROM (SELECT *, to_json(ARRAY[arn]) AS resources FROM said) AS r
  ON CONFLICT (id) DO NOTHING`;
