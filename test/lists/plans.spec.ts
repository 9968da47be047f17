import { expect } from 'chai';
import pg from 'pg';
import { asks } from '../../bench/lists/explain.js';
import { fillPeople } from '../../bench/lists/fill-others.js';
import { explainSent, sentBy } from '../../bench/lists/plans.js';
import { QUERIES } from '../../bench/lists/queries.js';
import { manyEvents, noRows } from '../support/many-events.js';
import { config, deps, sql } from '../support/world.js';

/** A node of a plan that was run. */
interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Node[];
}

/**
 * Rows of a table or a partition that a statement may look at: a walk or a gathering of events, a count of audit entries.
 * Tasks and users are too few here to be found by anything but a look at all of them; that has to go by an index.
 */
const MOST_ROWS: [table: RegExp, rows: number][] = [
  [/^events/, 5100],
  [/^audit_entries$/, 10_100],
];

/** Rows of a table that is small enough to be read whole, such as the settings. */
const MOST_READ_WHOLE = 100;

/** A page far inside a list passes over this many entries of an index, but over no rows. */
const REACHED = 25_100;

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const rowsOf = (node: Node): number =>
  node['Actual Loops'] *
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0));

function mostOf(node: Node, path: string): number {
  const { 'Relation Name': relation, 'Node Type': type } = node;
  if (!relation) return Number.POSITIVE_INFINITY;
  if (path.includes('page=') && type === 'Index Only Scan') return REACHED;
  if (type === 'Seq Scan') return MOST_READ_WHOLE;
  return MOST_ROWS.find(([table]) => table.test(relation))?.[1] ?? Number.POSITIVE_INFINITY;
}

async function fill(): Promise<void> {
  await manyEvents({ days: 16, aDay: 2000 });
  await fillPeople(deps.db, { users: 6000, tasks: 30_000, audit: 20_000 });
  await sql('VACUUM ANALYZE');
}

describe('The plans of lists', () => {
  let client: pg.Client;

  beforeEach(async () => {
    client = new pg.Client({ connectionString: config.DATABASE_URL });
    await client.connect();
    // Of a table as small as these, to read it whole is no mistake; of one without an index it would be all there is.
    await client.query('SET enable_seqscan = off');
  });

  afterEach(() => client.end());

  after(noRows);

  it('walk no further than a bound and read no table whole, whatever is asked for', async function () {
    this.timeout(180_000);
    await fill();
    const wrong: string[] = [];
    for (const { name, path, budget } of QUERIES) {
      const list = name.split(':')[0] as keyof typeof asks;
      if (budget[0] > 15) continue;
      const sent = await sentBy(() => asks[list](deps, path(1)));
      for (const { Plan } of await explainSent<{ Plan: Node }>(client, sent, 'JSON')) {
        for (const node of nodesOf(Plan).filter((one) => rowsOf(one) > mostOf(one, path(1)))) {
          wrong.push(`${name}: ${node['Node Type']} of ${rowsOf(node)} rows of ${node['Relation Name']}`);
        }
      }
    }
    expect(wrong.join('\n')).to.equal('');
  });
});
