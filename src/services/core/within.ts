export class NoAnswer extends Error {}

/**
 * What the work gives, if it does so in so many milliseconds. The work itself goes on; what becomes of it is nobody's.
 * @throws {NoAnswer} when it takes longer
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`there was no answer in ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
