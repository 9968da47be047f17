import { EVENTS, EVENTS_FAR } from './asked-of-events.js';
import { AUDIT, SHORT, TASKS, USERS } from './asked-of-others.js';
import { consolePath } from './console-path.js';
import type { Table } from './table.js';

/** What is measured: the path of a query at the API, and at the console where people can ask there for the same. */
export interface Query {
  name: string;
  path: (run: number) => string;
  isInConsole?: boolean;
  /** Milliseconds: the median, and the 99th percentile. */
  budget: [median: number, p99: number];
}

const LIST: Query['budget'] = [15, 50];
/** What has to look at much. */
const FAR: Query['budget'] = [250, 400];

const queries = (list: string, budget: Query['budget'], table: Table): Query[] =>
  Object.entries(table).map(([name, parameters]) => ({
    name: `${list}: ${name}`,
    path: (run) => `/api/${list}?${new URLSearchParams(parameters(run) as Record<string, string>)}`,
    budget,
  }));

/** Those of a list that the console has. */
const inConsole = (list: string, budget: Query['budget'], table: Table): Query[] =>
  Object.entries(table)
    .filter(([, parameters]) => consolePath(list, parameters(0)))
    .map(([name, parameters]) => ({
      name: `console ${list}: ${name}`,
      path: (run) => consolePath(list, parameters(run)) as string,
      isInConsole: true,
      budget,
    }));

const TABLES: [list: string, budget: Query['budget'], table: Table][] = [
  ['events', LIST, EVENTS],
  ['events', FAR, EVENTS_FAR],
  ['tasks', LIST, TASKS],
  ['tasks', FAR, SHORT],
  ['users', LIST, USERS],
  ['users', FAR, SHORT],
  ['audit', LIST, AUDIT],
];

/** At the API; the first of them is what all others are compared with. */
export const QUERIES = TABLES.flatMap((table) => queries(...table));

export const CONSOLE_QUERIES = TABLES.flatMap((table) => inConsole(...table));
