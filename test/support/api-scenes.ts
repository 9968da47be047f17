import { expect } from 'chai';
import type { Answer } from './api.js';
import type { Scene } from './cut-each-statement.js';
import { expectError } from './expect-error.js';
import { sql } from './world.js';

export type Call = () => Promise<Answer<unknown>>;
export type ApiScene = Scene<Answer<unknown>>;

/** All went well is that status; else the caller is told when to try again. */
export const saysDone =
  (status: number) =>
  (answer: Answer<unknown>): boolean => {
    if (answer.status === status) return true;
    expectError(answer, 'DATABASE_UNAVAILABLE');
    expect(Number(answer.headers.get('retry-after'))).to.be.at.least(1);
    return false;
  };

export const answersAgain = (call: Call, status: number) => async () => expect((await call()).status).to.equal(status);

/** How many rows a statement finds. */
export const count = async (text: string, values: unknown[] = []): Promise<number> => (await sql(text, values)).length;

/** How many audit entries there are of an action that ended so. */
export const entries = (action: string, outcome = 'success'): Promise<number> =>
  count('SELECT 1 FROM audit_entries WHERE action = $1 AND outcome = $2', [action, outcome]);
