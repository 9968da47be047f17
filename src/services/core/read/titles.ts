import type { Caller } from '../access/actor.js';
import { can, type Permission } from '../access/policy.js';
import type { Core } from '../core.js';
import { isId } from '../input/shapes.js';
import type { Source } from './source.js';
import { rows } from './sql.js';

/** What the records of a noun are called. */
export interface Titles {
  source: Pick<Source, 'from' | 'id' | 'where'>;
  /** The column. */
  title: string;
}

export interface Titled {
  id: string;
  title: string;
}

interface Batch {
  /** The ids that are asked for, by noun. */
  asked: Map<Titles, string[]>;
  found: Promise<Map<Titles, Titled[]>>;
}

const batches = new WeakMap<Caller, Batch>();

/**
 * What records are called, of those that are there and that the caller may read, which is what the permission says.
 * What a caller asks at once of several nouns is one statement.
 */
export async function readTitles(
  core: Core,
  caller: Caller,
  permission: Permission,
  titles: Titles,
  ids: string[],
): Promise<Titled[]> {
  const readable = ids.filter((id) => isId(id) && can(caller.actor, permission, { id }));
  if (readable.length === 0) return [];
  const { asked, found } = batches.get(caller) ?? newBatch(core, caller);
  asked.set(titles, [...(asked.get(titles) ?? []), ...readable]);
  return (await found).get(titles) ?? [];
}

function newBatch(core: Core, caller: Caller): Batch {
  const asked: Batch['asked'] = new Map();
  const found = Promise.resolve().then(() => {
    batches.delete(caller);
    return readAsked(core, asked);
  });
  const batch = { asked, found };
  batches.set(caller, batch);
  return batch;
}

async function readAsked(core: Core, asked: Batch['asked']): Promise<Map<Titles, Titled[]>> {
  const nouns = [...asked.keys()];
  const parts = nouns.map(
    ({ source: { id, from, where = 'TRUE' }, title }, place) =>
      `SELECT ${place} AS place, ${id} AS id, ${title} AS title FROM ${from}
       WHERE ${id} = ANY($${place + 1}) AND ${where}`,
  );
  const found = await rows<Titled & { place: number }>(core, parts.join(' UNION ALL '), [...asked.values()]);
  return new Map(nouns.map((noun, at) => [noun, found.filter(({ place }) => place === at)]));
}
