import { type Client, inParallel } from './client.js';
import type { TakenEvent } from './feed.js';
import { Random } from './random.js';
import type { Member } from './set-up.js';

const HOUR = 3_600_000;

/** Requests under way at once. */
const WIDTH = 8;

const NOTES = [
  'Known: the batch job of the data team. It ends by itself.',
  'Looked at it with the on-call of the shop. Nothing for us to do.',
  'Scaled the service up by hand, and it calmed down.',
  'Same cause as the day before. The task is open.',
  'False alarm: the threshold is too low at night.',
];

const TAGS = [['on-call'], ['shop'], ['follow-up'], ['capacity'], ['shop', 'on-call'], ['noise']];

interface Listed {
  items: { id: string }[];
  next_cursor: string | null;
}

/** The ids of what is high or critical and nobody has seen, of everything older than a few hours. */
async function unseen(admin: Client, now: number): Promise<string[]> {
  const ids: string[] = [];
  const until = Math.floor((now - 3 * HOUR) / 1000);
  let cursor = '';
  do {
    const filters = `severity=high,critical&acknowledged=false&end_date=${until}&page_size=100${cursor}`;
    const { items, next_cursor } = await admin.get<Listed>(`/events?${filters}`);
    ids.push(...items.map(({ id }) => id));
    cursor = next_cursor === null ? '' : `&cursor=${encodeURIComponent(next_cursor)}`;
  } while (cursor !== '');
  return ids;
}

/** What the team has seen by now: most of what was urgent, with a note here and there. Of the demo's new events only. */
export async function triage(
  { admin, members, taken, now }: { admin: Client; members: Member[]; taken: TakenEvent[]; now: number },
  progress: (total: number) => () => void,
): Promise<void> {
  const random = new Random(1825);
  const isNew = new Set(taken.map(({ id }) => id));
  const workers = members.filter(({ role }) => role !== 'viewer');
  const seen = (await unseen(admin, now)).filter((id) => isNew.has(id) && !random.chance(0.03));
  const notes = seen.map((id) => ({
    id,
    who: random.pick(workers).client,
    notes: random.chance(0.08) ? random.pick(NOTES) : undefined,
    tags: random.chance(0.12) ? random.pick(TAGS) : undefined,
  }));
  const step = progress(notes.length);
  await inParallel(notes, WIDTH, async ({ id, who, ...words }) => {
    await who.patch(`/events/${id}`, { acknowledged: true, ...words });
    step();
  });
}
