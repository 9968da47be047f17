import { anApiKey } from '../support/api-keys.js';
import { aUser, type TestUser } from '../support/people.js';
import { anAwsAccount, aStoredEvent, aTask } from '../support/records.js';

export type TargetName = 'user' | 'event' | 'task' | 'account' | 'key';

/** Makes what a path's id names: somebody else's, or, where an owner is given, the owner's own. Gives its id. */
export const TARGETS: Record<TargetName, (owner?: TestUser) => Promise<string>> = {
  user: async (owner) => (owner ?? (await aUser())).id,
  event: () => aStoredEvent(),
  task: async (owner) => (await aTask(owner ? { by: owner } : {})).id,
  account: async () => (await anAwsAccount()).id,
  key: async () => (await anApiKey()).id,
};
