import type { Core } from './core/core.js';
import type { EventWriter } from './events/event-writer.js';

/** What the services of the nouns stand on: the core, and what one noun lends to the others. */
export interface Deps extends Core {
  eventWriter: EventWriter;
}
