/** The app's clock. It runs with the real one until a test sets it, and then stands still. */
let fixed: number | null = null;

export const clock = {
  now: (): Date => new Date(fixed ?? Date.now()),
  /** Seconds, as the API tells time. */
  unix: (): number => Math.floor(clock.now().getTime() / 1000),
  set(time: string | Date): void {
    fixed = new Date(time).getTime();
  },
  advance(step: { hours?: number; minutes?: number; seconds?: number; days?: number }): void {
    const { days = 0, hours = 0, minutes = 0, seconds = 0 } = step;
    fixed = clock.now().getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  },
  reset(): void {
    fixed = null;
  },
};
