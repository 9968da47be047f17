import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds that one piece of work goes on before others get their turn. */
const TURN_MS = 15;

/** For work of many small steps: awaited between them, it lets others go first once the work has had its turn. */
export function takeTurns(): () => Promise<void> {
  let until = performance.now() + TURN_MS;
  return async () => {
    if (performance.now() < until) return;
    await nextTurn();
    until = performance.now() + TURN_MS;
  };
}
