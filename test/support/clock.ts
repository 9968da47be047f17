/**
 * When every test begins, whatever day it is; the weekly partitions are as of then. Off the second, so that an event of
 * this second is past.
 */
const BEGIN = Date.parse('2026-03-10T12:30:00.500Z');

let time = BEGIN;

/** The app's clock. It stands still until a test moves it. */
export const clock = {
  now: (): Date => new Date(time),
  /** Seconds, as the API tells time. */
  unix: (): number => Math.floor(clock.now().getTime() / 1000),
  set(to: string | Date): void {
    time = new Date(to).getTime();
  },
  advance(step: { hours?: number; minutes?: number; seconds?: number; days?: number }): void {
    const { days = 0, hours = 0, minutes = 0, seconds = 0 } = step;
    time += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  },
  reset(): void {
    time = BEGIN;
  },
};
