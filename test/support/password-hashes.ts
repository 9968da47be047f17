import bcrypt from 'bcrypt';

/** The hashes that passwords are compared with while something is done: each costs a quarter of a second. */
export async function hashesComparedIn(work: () => Promise<unknown>): Promise<string[]> {
  const { compare } = bcrypt;
  const hashes: string[] = [];
  const noting = (password: string, hash: string) => {
    hashes.push(hash);
    return compare(password, hash);
  };
  Object.assign(bcrypt, { compare: noting });
  try {
    await work();
  } finally {
    Object.assign(bcrypt, { compare });
  }
  return hashes;
}
