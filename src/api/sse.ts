interface ServerSentEvent {
  data: string;
  /** Comes back as Last-Event-ID when the client connects again. Like the name, it has no line breaks. */
  id?: string;
  event?: string;
  /** Milliseconds after which the client connects again. */
  retry?: number;
}

/** One event of `text/event-stream`. */
export function formatEvent({ data, id, event, retry }: ServerSentEvent): string {
  const fields = Object.entries({ event, id, retry }).filter(([, value]) => value !== undefined);
  const lines = data.split(/\r\n|\r|\n/).map((line) => ['data', line]);
  return `${[...fields, ...lines].map(([name, value]) => `${name}: ${value}\n`).join('')}\n`;
}

/** Says nothing, and keeps proxies from taking a quiet stream for a dead one. */
export const HEARTBEAT = ':\n\n';
