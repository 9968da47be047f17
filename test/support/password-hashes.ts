import bcrypt from 'bcrypt';
import { PASSWORD, PASSWORD_HASH } from './people.js';

/** Does something while bcrypt tells of each hash, until that is done: each costs a quarter of a second. */
async function tellingHashes(
  note: (hash: string | null, done: Promise<unknown>) => void,
  work: () => Promise<unknown>,
): Promise<void> {
  const { compare, hash } = bcrypt;
  const telling = {
    compare: (password: string, with_: string) => {
      const done = compare(password, with_);
      note(with_, done);
      return done;
    },
    hash: (password: string, cost: number) => {
      const done = hash(password, cost);
      note(null, done);
      return done;
    },
  };
  await withBcrypt(telling, work);
}

/** The hashes that passwords are compared with while something is done. */
export async function hashesComparedIn(work: () => Promise<unknown>): Promise<string[]> {
  const hashes: string[] = [];
  await tellingHashes((hash) => hash && hashes.push(hash), work);
  return hashes;
}

/** Hashes cost nothing while something is done: each is that of the builders' password. */
export const withQuickHashes = (work: () => Promise<unknown>): Promise<void> =>
  withBcrypt({ hash: async () => PASSWORD_HASH, compare: async (password: string) => password === PASSWORD }, work);

async function withBcrypt(replaced: Record<'hash' | 'compare', unknown>, work: () => Promise<unknown>): Promise<void> {
  const { hash, compare } = bcrypt;
  Object.assign(bcrypt, replaced);
  try {
    await work();
  } finally {
    Object.assign(bcrypt, { hash, compare });
  }
}

/** How many hashes are made or compared while something is done, and how many of them at once at most. */
export async function hashingIn(work: () => Promise<unknown>): Promise<{ hashes: number; atOnce: number }> {
  const [told, running] = [{ hashes: 0, atOnce: 0 }, new Set<unknown>()];
  const note = (_hash: string | null, done: Promise<unknown>) => {
    running.add(done);
    told.hashes += 1;
    told.atOnce = Math.max(told.atOnce, running.size);
    void done.finally(() => running.delete(done));
  };
  await tellingHashes(note, work);
  return told;
}
