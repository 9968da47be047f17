import type { Client } from './client.js';
import type { DemoEvent } from './event.js';

const BATCH = 150;

/** An event that the instance took, by the id that it has there. */
export interface TakenEvent {
  id: string;
  event: DemoEvent;
}

interface Ingest {
  rejected: number;
  items: { index: number; id: string | null; status: 'accepted' | 'duplicate' | 'rejected'; error?: string }[];
}

/** Makes a key, posts the events with it and revokes it. Answers with those that were new. */
export async function feed(admin: Client, events: DemoEvent[], step: (count: number) => void): Promise<TakenEvent[]> {
  const { id, key } = await admin.post<{ id: string; key: string }>('/api-keys', {
    name: 'Demo: EventBridge',
    scopes: ['events:write'],
    expires_at: Math.floor(Date.now() / 1000) + 3600,
  });
  try {
    const sender = admin.as(key);
    const taken: TakenEvent[] = [];
    for (let start = 0; start < events.length; start += BATCH) {
      const batch = events.slice(start, start + BATCH);
      taken.push(...takenOf(batch, await sender.post<Ingest>('/events', batch)));
      step(batch.length);
    }
    return taken;
  } finally {
    await admin.delete(`/api-keys/${id}`);
  }
}

function takenOf(batch: DemoEvent[], { items }: Ingest): TakenEvent[] {
  const refused = items.find(({ status }) => status === 'rejected');
  if (refused) throw new Error(`An event of the demo was refused: ${refused.error}`);
  return items.flatMap(({ id, index, status }) => {
    const event = batch[index];
    return status === 'accepted' && id !== null && event ? [{ id, event }] : [];
  });
}
