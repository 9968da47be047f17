import { SYSTEM } from '../access/actor.js';
import type { Core } from '../core.js';
import { rows } from '../read/sql.js';
import { type StoredSeal, selectSeals } from '../read/stored-seals.js';
import { type SealedColumn, seal, sealingKeyId, unseal } from '../seal.js';
import type { Context } from './context.js';
import { operation } from './operation.js';
import { perform } from './perform.js';

/** Secrets of one transaction. */
const BATCH_SIZE = 100;

/** Below every id. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** What became of a batch. */
export interface Resealed {
  table: string;
  /** How many secrets are sealed under SECRETS_KEY now. */
  resealed: number;
  /** Those that no key opens: they stay as they are. */
  unreadable: Pick<StoredSeal, 'id' | 'title'>[];
}

/**
 * Seals everything anew under SECRETS_KEY, batch by batch. Whoever leaves the loop keeps what is done, and goes on from
 * there when beginning again: what SECRETS_KEY has sealed is passed over.
 */
export async function* reseal(core: Core, columns: readonly SealedColumn[]): AsyncGenerator<Resealed> {
  for (const column of columns) {
    let after = BEFORE_ALL;
    for (;;) {
      const { last, ...batch } = await perform(core, SYSTEM, resealBatch(column, after));
      if (last === undefined) break;
      yield { table: column.table, ...batch };
      after = last;
    }
  }
}

/**
 * The next seals after an id. Neither version nor time of their records moves on: they say what they said, so nobody's
 * form is out of date.
 */
const resealBatch = (column: SealedColumn, after: string) =>
  operation({
    permission: 'secrets:reseal',
    action: 'secret.reseal',
    entity: column.entity,
    work: async (ctx) => {
      const { config } = ctx.core;
      const seals = await lockSeals(ctx, column, after);
      const opened = seals.map((record) => {
        const purpose = column.purposeOf(record.id);
        return { ...record, purpose, plain: unseal(config, purpose, record.sealed) };
      });
      const next = opened.flatMap(({ id, purpose, plain }) =>
        plain === null ? [] : [{ id, sealed: seal(config, purpose, plain) }],
      );
      const unreadable = opened.filter(({ plain }) => plain === null).map(({ id, title }) => ({ id, title }));
      await store(ctx, column, next);
      const figures = { resealed: next.length, unreadable: unreadable.length };
      if (next.length > 0) ctx.audit({ entity_id: null, before: null, after: { column: column.column, ...figures } });
      else ctx.unchanged();
      return { resealed: next.length, unreadable, last: seals.at(-1)?.id };
    },
  });

/** Locked, so that what somebody changes meanwhile is not overwritten. */
const lockSeals = (ctx: Context, column: SealedColumn, after: string): Promise<StoredSeal[]> =>
  rows<StoredSeal>(ctx, `${selectSeals(column)} AND id > $2 ORDER BY id LIMIT ${BATCH_SIZE} FOR UPDATE`, [
    [sealingKeyId(ctx.core.config)],
    after,
  ]);

const store = (ctx: Context, { table, column }: SealedColumn, seals: Pick<StoredSeal, 'id' | 'sealed'>[]) =>
  rows(
    ctx,
    `UPDATE ${table} AS record SET ${column} = next.sealed
     FROM json_to_recordset($1) AS next (id uuid, sealed text) WHERE record.id = next.id`,
    [JSON.stringify(seals)],
  );
