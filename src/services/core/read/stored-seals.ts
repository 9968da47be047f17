import type { Core } from '../core.js';
import { openingKeyIds, type SealedColumn, sealingKeyId, unseal } from '../seal.js';
import { rows } from './sql.js';

export interface StoredSeal {
  id: string;
  /** What people call the record. */
  title: string;
  sealed: string;
}

/** The seals of a column that none of the keys made whose ids are `$1`. The first seals named no key. */
export const selectSeals = ({ table, column, title }: SealedColumn): string =>
  `SELECT id, ${title} AS title, ${column} AS sealed FROM ${table} WHERE split_part(${column}, '.', 2) <> ALL($1)`;

/** How many secrets are not sealed under SECRETS_KEY. */
export const countSealedOtherwise = (core: Core, columns: readonly SealedColumn[]): Promise<number> =>
  sumOf(columns, async (column) => {
    const text = `SELECT count(*)::int AS count FROM (${selectSeals(column)}) AS seals`;
    const [row] = await rows<{ count: number }>(core, text, [[sealingKeyId(core.config)]]);
    return row?.count ?? 0;
  });

/** How many secrets no key opens. Only those are tried whose seals name none of them. */
export const countUnreadable = (core: Core, columns: readonly SealedColumn[]): Promise<number> =>
  sumOf(columns, async (column) => {
    const seals = await rows<StoredSeal>(core, selectSeals(column), [openingKeyIds(core.config)]);
    return seals.filter(({ id, sealed }) => unseal(core.config, column.purposeOf(id), sealed) === null).length;
  });

async function sumOf<T>(parts: readonly T[], countOf: (part: T) => Promise<number>): Promise<number> {
  const counts = await Promise.all(parts.map(countOf));
  return counts.reduce((sum, count) => sum + count, 0);
}
