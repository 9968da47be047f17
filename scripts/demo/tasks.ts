import { type Client, inParallel, unless } from './client.js';
import type { DemoEvent } from './event.js';
import type { TakenEvent } from './feed.js';
import { COMMENTS, PLANNED, type PlannedTask } from './planned-tasks.js';
import { Random } from './random.js';
import type { Member } from './set-up.js';

const DAY = 86_400;
const FROM_EVENTS = 26;
const WIDTH = 4;
const STATUSES = ['open', 'in_progress', 'closed', 'in_progress', 'closed'] as const;

interface Task {
  id: string;
  status: string;
}

interface Draft {
  /** Makes the task; null when it is there already. */
  create: () => Promise<Task | null>;
  status: (typeof STATUSES)[number];
  assignee: Member | undefined;
  due_date: number | null;
  comments: { who: Member; comment: string }[];
}

interface Scene {
  admin: Client;
  members: Member[];
  taken: TakenEvent[];
  now: number;
}

/** What somebody would call the task; undefined where the words that Signalbox finds will do. */
function titleOf({ detail, resources, ...event }: DemoEvent): string | undefined {
  const { alarmName, title, group } = detail as { alarmName?: string; title?: string; group?: string };
  if (alarmName) return `Find out why ${alarmName} went off`;
  if (title) return `Look into it: ${title}`;
  if (group) return `Tasks of ${group.replace('service:', '')} keep stopping`;
  return event['detail-type'].startsWith('Lambda') ? `Mend ${resources[0]?.split(':').at(-1)}` : undefined;
}

/** What comes before a task: events that somebody would act on, spread over the week. */
function worthATask(taken: TakenEvent[]): TakenEvent[] {
  const serious = taken.filter(({ event: { detail, ...event } }) => {
    const { state, stopCode, error_rate } = detail as {
      state?: { value?: string };
      stopCode?: string;
      error_rate?: number;
    };
    const isFailure = /Unsuccessful|Finding|Failure|Health/.test(event['detail-type']);
    return isFailure || state?.value === 'ALARM' || stopCode === 'TaskFailedToStart' || (error_rate ?? 0) > 30;
  });
  const every = Math.max(1, Math.floor(serious.length / FROM_EVENTS));
  return serious.filter((_, index) => index % every === 0).slice(0, FROM_EVENTS);
}

async function createPlanned(who: Client, task: PlannedTask): Promise<Task | null> {
  const { items } = await who.get<{ items: { title: string }[] }>(`/tasks?search=${encodeURIComponent(task.title)}`);
  return items.some(({ title }) => title === task.title) ? null : who.post<Task>('/tasks', task);
}

function draftsOf({ members, taken, now }: Scene): Draft[] {
  const random = new Random(1923);
  const workers = members.filter(({ role }) => role !== 'viewer');
  const today = Math.floor(now / 1000 / DAY) * DAY;
  const creations = [
    ...worthATask(taken).map(({ id, event }) => {
      const who = random.pick(workers).client;
      const title = random.chance(0.6) ? titleOf(event) : undefined;
      return () => unless(['EVENT_HAS_TASK'], who.post<Task>(`/events/${id}/create-task`, { title }));
    }),
    ...PLANNED.map((task) => {
      const who = random.pick(workers).client;
      return () => createPlanned(who, task);
    }),
  ];
  return creations.map((create, index) => ({
    create,
    status: STATUSES[index % STATUSES.length] as Draft['status'],
    assignee: random.chance(0.85) ? random.pick(workers) : undefined,
    due_date: random.chance(0.6) ? today + random.between(-2, 9) * DAY + 16 * 3600 : null,
    comments: Array.from({ length: random.between(0, 3) }, () => ({
      who: random.pick(workers),
      comment: random.pick(COMMENTS),
    })),
  }));
}

/** Tasks in every state, from events and planned ones. Managers hand them out, everybody talks. Answers how many. */
export async function makeTasks(scene: Scene, progress: (total: number) => () => void): Promise<number> {
  const drafts = draftsOf(scene);
  const manager = scene.members.find(({ role }) => role === 'manager')?.client ?? scene.admin;
  const step = progress(drafts.length);
  let made = 0;
  await inParallel(drafts, WIDTH, async ({ create, status, assignee, due_date, comments }) => {
    const task = await create();
    step();
    if (!task) return;
    made += 1;
    if (assignee || due_date)
      await manager.put(`/tasks/${task.id}`, { assigned_user_id: assignee?.id ?? null, due_date });
    for (const { who, comment } of comments) await who.client.post(`/tasks/${task.id}/comments`, { comment });
    if (status !== 'open') await manager.put(`/tasks/${task.id}/status`, { status });
  });
  return made;
}
