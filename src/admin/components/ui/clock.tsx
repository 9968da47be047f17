import { useEffect, useState } from 'react';

// British English: month names, so that no day is taken for a month, and 24 hours, so that logs can be compared.
const LOCALE = 'en-GB';
const MINUTES = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;

const toMinute = new Intl.DateTimeFormat(LOCALE, { ...MINUTES, timeZoneName: 'short' });
const toSecond = new Intl.DateTimeFormat(LOCALE, { ...MINUTES, second: '2-digit', timeZoneName: 'short' });
const timeOnly = new Intl.DateTimeFormat(LOCALE, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const hourOnly = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** A unit, its seconds, and from how many on it is used: 89 days say more than 2 months. */
const UNITS = [
  ['year', 31_557_600, 63_115_200],
  ['month', 2_629_800, 8_640_000],
  ['day', 86_400, 86_400],
  ['hour', 3600, 3600],
  ['minute', 60, 60],
] as const;

/** Local time with its zone. */
export const absolute = (date: Date, withSeconds = false): string => (withSeconds ? toSecond : toMinute).format(date);
export const clockTime = (date: Date): string => timeOnly.format(date);
export const hourLabel = (date: Date): string => hourOnly.format(date);

/** The same time for everyone, to put into a report. */
export const utc = (date: Date): string => `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** `3 hours ago`, `in 2 days`. */
export function age(date: Date, now: number): string {
  const seconds = (date.getTime() - now) / 1000;
  const unit = UNITS.find(([, , from]) => Math.abs(seconds) >= from);
  if (!unit) return seconds > 10 ? 'in less than a minute' : 'just now';
  return relative.format(Math.trunc(seconds / unit[1]), unit[0]);
}

/** The zone that local times are in: its name, and what the clock calls it now. */
export function zoneName(at = new Date()): string {
  const short = toMinute.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'local time';
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone && timeZone !== short ? `${timeZone} (${short})` : short;
}

const REFRESH_MS = 15_000;
const listeners = new Set<(now: number) => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Now, told anew often enough for ages. One timer serves every age of the page. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    listeners.add(setNow);
    timer ??= setInterval(() => {
      for (const tell of listeners) tell(Date.now());
    }, REFRESH_MS);
    return () => {
      listeners.delete(setNow);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, []);
  return now;
}
