import pg from 'pg';

/** A statement as it was sent. */
export interface Sent {
  text: string;
  values: unknown[];
}

type Send = (this: pg.Client, config: string | pg.QueryConfig, ...others: unknown[]) => unknown;

/** The statements that this process sends while the work goes on, in their order: on any connection, or on some. */
export async function sentBy(work: () => Promise<unknown>, isMeant = (_: pg.Client) => true): Promise<Sent[]> {
  const sent: Sent[] = [];
  const prototype = pg.Client.prototype as unknown as { query: Send };
  const { query } = prototype;
  prototype.query = function (config, ...others) {
    const { text, values } = typeof config === 'string' ? { text: config, values: others[0] } : config;
    if (isMeant(this)) sent.push({ text, values: Array.isArray(values) ? values : [] });
    return query.call(this, config, ...others);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return sent;
}

/** What EXPLAIN (ANALYZE, BUFFERS) says of each that reads, under the settings that it was sent with. */
export async function explainSent<Plan>(client: pg.ClientBase, sent: Sent[], format: 'TEXT' | 'JSON'): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const { text, values } of sent) {
    if (/^\s*(START TRANSACTION|COMMIT|ROLLBACK)/.test(text)) {
      await client.query(text, values);
      // To explain takes longer than to do.
      await client.query('SET statement_timeout = 0');
    }
    if (/^\s*(SELECT|WITH)/.test(text)) {
      const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT ${format}) ${text}`, values);
      plans.push(
        (format === 'JSON' ? rows[0]['QUERY PLAN'][0] : rows.map((row) => row['QUERY PLAN']).join('\n')) as Plan,
      );
    }
  }
  return plans;
}
