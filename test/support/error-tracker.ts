import { writeFileSync } from 'node:fs';

// An error tracker as ERROR_TRACKER names one: keeps what it hears in a file. A test makes it throw by a signal.

const { TRACKED = '' } = process.env;

/** Called by the process that a test starts. */
export async function report(error: Error, context: object): Promise<void> {
  writeFileSync(TRACKED, JSON.stringify({ message: error.message, context }));
}

process.on('SIGUSR2', () => {
  throw new Error('nobody saw this coming');
});
