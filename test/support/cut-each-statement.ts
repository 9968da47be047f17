import { expect } from 'chai';
import { withQuickHashes } from './password-hashes.js';
import { LOSSES, type Plan } from './statement-cut.js';
import { until } from './until.js';
import { deps, proxy, resetWorld } from './world.js';

/** A call, what it may answer, and what must be so then. */
export interface Scene<Answer> {
  call: () => Promise<Answer>;
  /** Whether it says that all went well; the only other thing that it may say is that the database is away. */
  saysDone: (answer: Answer) => boolean;
  /** Whether all that it does is there; for half of it, it fails. */
  isThere?: () => Promise<boolean>;
  /** What must be so with the database back. */
  afterwards: (answer: Answer) => Promise<unknown>;
}

type Way = Omit<Plan, 'at'>;

/** However a statement can meet the end of its connection. */
const WAYS = LOSSES.flatMap((loses) =>
  (['connection', 'server'] as const).map((breaks): [name: string, way: Way] => [
    `${breaks === 'server' ? 'with its server' : 'alone'} and loses the ${loses}`,
    { loses, breaks },
  ]),
);

/** Tests of calls whose connection breaks, in each way and at each of their statements. */
export function describeBreaks<Answer>(calls: string, scenes: Record<string, () => Promise<Scene<Answer>>>): void {
  describe(`A connection of ${calls} that breaks`, () => {
    for (const [name, way] of WAYS) {
      describe(name, () => {
        for (const [what, scene] of Object.entries(scenes)) {
          it(`costs ${what} an answer at most, whichever statement it is`, () =>
            withQuickHashes(() => cutEachStatement(way, scene)));
        }
      });
    }
  });
}

/**
 * Makes a call once to see how many statements it sends, and then, in a fresh world each time, once for each of them,
 * at which the connection breaks.
 */
async function cutEachStatement<Answer>(way: Way, scene: () => Promise<Scene<Answer>>): Promise<void> {
  const { sent } = await cutting({ ...way, at: Number.POSITIVE_INFINITY }, scene);
  expect(sent, 'statements that it sends').to.be.above(1);
  for (let at = 1; at <= sent; at += 1) {
    const { isDone } = await cutting({ ...way, at }, scene).catch((error: Error) => {
      error.message = `broken at statement ${at} of ${sent}: ${error.message}`;
      throw error;
    });
    expect(isDone, `whether it broke at statement ${at} of ${sent}`).to.equal(true);
  }
}

async function cutting<Answer>(plan: Plan, scene: () => Promise<Scene<Answer>>) {
  await resetWorld();
  const { call, saysDone, isThere, afterwards } = await scene();
  const cut = proxy.cutAt(plan);
  const answer = await call();
  const ended = { ...cut };
  await proxy.restore();
  await until('every connection is given back', () => deps.pool.idleCount === deps.pool.totalCount);
  const isSaid = saysDone(answer);
  if (isThere) {
    const isSo = await isThere();
    if (isSaid) expect(isSo, 'whether it is there, as it says').to.equal(true);
    // Only who loses the answer of a commit cannot know.
    else if (plan.loses !== 'answer')
      expect(isSo, 'whether it is there, though it says that it is not').to.equal(false);
  }
  await afterwards(answer);
  return ended;
}
