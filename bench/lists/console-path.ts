import type { Parameters } from './table.js';

/** What the console's lists call the parameters that are called otherwise at the API. */
const NAMES: Record<string, string> = { tag: 'tags', overdue: 'is_overdue' };

/** The column of a list's dates. */
const DATES: Record<string, string> = { events: 'published_at', tasks: 'created_at', audit: 'at' };

/** What the console's lists do not ask for. */
const MISSING = new Set(['created_at', 'updated_at'].map((name) => `events ${name}`).concat('users updated_at'));

/** The path of a list as the console asks for it; null where it cannot: of a filter's values it takes one. */
export function consolePath(list: string, parameters: Parameters): string | null {
  const { sort, ...others } = parameters;
  const asked = Object.entries(others).map(([name, value]) => named(list, name, String(value)));
  if (asked.some(([, value]) => value.includes(','))) return null;
  const sorted = sort === undefined ? [] : sortedBy(list, String(sort));
  if (!sorted) return null;
  return `/admin/api/resources/${list}/actions/list?${new URLSearchParams([['perPage', '20'], ...asked, ...sorted])}`;
}

function named(list: string, name: string, value: string): [name: string, value: string] {
  if (name === 'page') return [name, value];
  if (name === 'start_date') return [`filters.${DATES[list]}~~from`, iso(value)];
  if (name === 'end_date') return [`filters.${DATES[list]}~~to`, iso(value)];
  return [`filters.${NAMES[name] ?? name}`, value];
}

const iso = (seconds: string): string => new Date(Number(seconds) * 1000).toISOString();

/** By a column that its head sorts by. */
function sortedBy(list: string, sort: string): [name: string, value: string][] | null {
  const [, minus, name = ''] = /^(-?)(\w+)$/.exec(sort) ?? [];
  if (!name || MISSING.has(`${list} ${name}`)) return null;
  return [
    ['sortBy', name],
    ['direction', minus ? 'desc' : 'asc'],
  ];
}
