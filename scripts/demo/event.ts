import type { Account } from './cast.js';
import type { Random } from './random.js';

/** An event as EventBridge delivers it. */
export interface DemoEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
}

/** Where an event happens, and to what. */
export interface Scene {
  account: Account;
  /** What it happens to, like `checkout`. */
  system: string;
  /** Milliseconds since 1970. */
  at: number;
  random: Random;
}

export interface Happening {
  source: string;
  type: string;
  resources?: string[];
  detail: Record<string, unknown>;
}

export function eventOf(
  { account, at, random }: Scene,
  { source, type, resources = [], detail }: Happening,
): DemoEvent {
  return {
    version: '0',
    id: random.uuid(),
    'detail-type': type,
    source,
    account: account.id,
    time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: account.region,
    resources,
    detail,
  };
}

/** An ARN in the scene's account and region. */
export const arn = ({ account }: Scene, service: string, resource: string): string =>
  `arn:aws:${service}:${account.region}:${account.id}:${resource}`;
