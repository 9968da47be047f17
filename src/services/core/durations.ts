/** In milliseconds, like every span of time here that does not say otherwise. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
