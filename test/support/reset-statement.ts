type Sql = <Row>(text: string) => Promise<Row[]>;

const TABLES = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND (n.nspname = 'public' AND c.relname NOT IN ('migrations', 'monitoring_settings')
      OR n.nspname = 'pgboss' AND c.relname = 'job')`;

/**
 * Empties every table in one statement, whose foreign keys are checked at its end, so that no order is needed; and puts
 * the monitoring settings back to what the migrations made.
 */
export async function resetStatement(sql: Sql): Promise<string> {
  const tables = await sql<{ name: string }>(TABLES);
  const [settings] = await sql<{ services: string; global_settings: string }>(
    'SELECT services::text, global_settings::text FROM monitoring_settings',
  );
  const deletions = tables.map(({ name }, index) => `table_${index} AS (DELETE FROM ${name})`);
  return `WITH ${deletions.join(', ')}
    UPDATE monitoring_settings SET services = '${settings?.services}', global_settings = '${settings?.global_settings}',
      thresholds = NULL, resource_filters = NULL, alert_slack_webhook_sealed = NULL, updated_at = now(), updated_by = NULL, version = 1`;
}
