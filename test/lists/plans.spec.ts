import { expect } from 'chai';
import pg from 'pg';
import { asks } from '../../bench/lists/explain.js';
import { fillPeople } from '../../bench/lists/fill-others.js';
import { explainSent, sentBy } from '../../bench/lists/plans.js';
import { QUERIES, type Query } from '../../bench/lists/queries.js';
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
 * Rows of a table or a partition that a statement may look at: a walk or a gathering of events, a count of all others.
 * Users are too few here to be found by anything but a look at all of them; that has to go by an index.
 */
const MOST_ROWS: [table: RegExp, rows: number][] = [
  [/^events/, 5100],
  [/^audit_entries$/, 10_100],
  [/^tasks$/, 10_100],
];

/** Rows of a table that is small enough to be read whole, such as the settings. */
const MOST_READ_WHOLE = 100;

/** A page far inside a list passes over this many entries of an index, but over no rows; of tasks there are hardly more. */
const REACHED = 25_100;
const TASKS = 30_000;

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const rowsOf = (node: Node): number =>
  node['Actual Loops'] *
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0));

function mostOf(node: Node, path: string): number {
  const { 'Relation Name': relation, 'Node Type': type } = node;
  if (!relation) return Number.POSITIVE_INFINITY;
  if (path.includes('page=') && type === 'Index Only Scan') return REACHED;
  if (path.includes('page=') && relation === 'tasks') return TASKS;
  if (type === 'Seq Scan') return MOST_READ_WHOLE;
  return MOST_ROWS.find(([table]) => table.test(relation))?.[1] ?? Number.POSITIVE_INFINITY;
}

async function fill(): Promise<void> {
  await manyEvents({ days: 16, aDay: 2000 });
  await fillPeople(deps.db, { users: 6000, tasks: TASKS, audit: 20_000 });
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

  /** Of these queries, what goes further than it may. */
  async function farOf(queries: Pick<Query, 'name' | 'path'>[]): Promise<string> {
    const far: string[] = [];
    for (const { name, path } of queries) {
      const list = name.split(':')[0] as keyof typeof asks;
      const sent = await sentBy(() => asks[list](deps, path(1)));
      for (const { Plan } of await explainSent<{ Plan: Node }>(client, sent, 'JSON')) {
        for (const node of nodesOf(Plan).filter((one) => rowsOf(one) > mostOf(one, path(1)))) {
          far.push(`${name}: ${node['Node Type']} of ${rowsOf(node)} rows of ${node['Relation Name']}`);
        }
      }
    }
    return far.join('\n');
  }

  it('walk no further than a bound and read no table whole, whatever is asked for', async function () {
    this.timeout(180_000);
    await fill();
    expect(await farOf(QUERIES.filter(({ budget: [median] }) => median <= 15))).to.equal('');
    // That a value is gone, the planner learns late.
    await sql('UPDATE events SET severity_level = 3 WHERE severity_level > 3');
    const sorts = ['-severity,published_at', '-severity,-created_at', '-severity', '-severity,created_at'];
    const filters = ['', 'account=100000000001&', 'search=was&'];
    const queries = sorts.flatMap((sort) => filters.map((filter) => `/api/events?${filter}sort=${sort}`));
    expect(await farOf(queries.map((query) => ({ name: `events: ${query}`, path: () => query })))).to.equal('');
  });
});
