import { z } from 'zod';
import type { TaskPriority } from '../../entities/task.entity.js';
import { toUnix } from '../core/input/shapes.js';
import type { ClaimedEvent } from '../events/event-record.js';
import { severityName } from '../events/severity.js';

/** What a task keeps of its event, which may be gone one day. */
export const eventSnapshot = z.object({
  account: z.string(),
  region: z.string(),
  source: z.string(),
  severity: z.string(),
  detail_type: z.string(),
  resources: z.array(z.string()).describe('The first 50, as far as 8 KiB of JSON hold them.'),
  published_at: z.int().describe('Unix seconds, UTC.'),
});

/** A list of tasks shows them all, so neither are they many nor, in bytes of JSON, long. */
const MOST_RESOURCES = 50;
const MOST_BYTES = 8 * 1024;

export function snapshotOf(event: ClaimedEvent): z.infer<typeof eventSnapshot> {
  return {
    account: event.account,
    region: event.region,
    source: event.source,
    severity: severityName(event.severity_level),
    detail_type: event.detail_type,
    resources: firstOf(event.resources),
    published_at: toUnix(event.published_at),
  };
}

function firstOf(resources: string[]): string[] {
  let bytes = 0;
  const isBeyond = (resource: string): boolean => {
    bytes += Buffer.byteLength(JSON.stringify(resource));
    return bytes > MOST_BYTES;
  };
  const first = resources.slice(0, MOST_RESOURCES);
  const end = first.findIndex(isBeyond);
  return end === -1 ? first : first.slice(0, end);
}

const PRIORITIES: TaskPriority[] = ['low', 'low', 'medium', 'high', 'critical', 'critical'];

/** Title, description and priority of a task that is made from an event without further words. */
export function draftFrom(event: ClaimedEvent): { title: string; description: string; priority: TaskPriority } {
  const priority = PRIORITIES[event.severity_level] ?? 'low';
  const service = event.source.replace(/^aws\./, '');
  const facts = [
    ['Event', event.title],
    ['Account', event.account],
    ['Region', event.region],
    ['Source', event.source],
    ['Type', event.detail_type],
    ['Severity', severityName(event.severity_level)],
    ['Published', event.published_at.toISOString()],
    ...event.resources.map((resource) => ['Resource', resource]),
  ];
  return {
    title: `${priority.toUpperCase()}: ${event.detail_type} in ${service}`.slice(0, 500),
    description: facts
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')
      .slice(0, 5000),
    priority,
  };
}
