import { ACCOUNTS, REGIONS, wordAt } from './event-rows.js';
import { absent, ago, type Parameters, type Table } from './table.js';

const account = (run: number): string => String(100_000_000_000 + (run % ACCOUNTS));
/** Where an account is at home, and where it never is. */
const home = (run: number): string => REGIONS[(run % ACCOUNTS) % REGIONS.length] as string;
const abroad = (run: number): string => REGIONS[((run % ACCOUNTS) + 3) % REGIONS.length] as string;
/** The beginning and the end of a day in the past. */
const aDay = (run: number): Parameters => ({ start_date: ago(20 + (run % 40)), end_date: ago(19 + (run % 40)) });
/** One of the things that events are about, as they call it. */
const thing = (run: number): string => (Math.floor(50_000 * ((run * 0.618) % 1) ** 2) * 7919 + 1_048_576).toString(16);
const common = (run: number): string => wordAt(run % 5);
const medium = (run: number): string => wordAt(100 + run);
const rare = (run: number): string => wordAt(15_000 + run * 7);

/** What is asked of events. */
export const EVENTS: Table = {
  plain: () => ({}),
  account: (run: number) => ({ account: account(run) }),
  region: (run: number) => ({ region: home(run) }),
  source: () => ({ source: 'aws.rds' }),
  'rare source': () => ({ source: 'aws.backup' }),
  'two sources': () => ({ source: 'aws.backup,custom.shop' }),
  'detail type': () => ({ detail_type: 'GuardDuty Finding' }),
  'one severity': () => ({ severity: 'high' }),
  'two severities': () => ({ severity: 'high,critical' }),
  acknowledged: () => ({ acknowledged: 'true' }),
  'not acknowledged': () => ({ acknowledged: 'false' }),
  'needs attention': () => ({ needs_attention: 'true' }),
  tag: (run: number) => ({ tag: `team-${run % 30}` }),
  'absent tag': (run: number) => ({ tag: absent(run) }),
  'a day in the past': aDay,
  'account and severity': (run: number) => ({ account: account(run), severity: 'critical' }),
  'account and its region': (run: number) => ({ account: account(run), region: home(run) }),
  'account and another region': (run: number) => ({ account: account(run), region: abroad(run) }),
  'account and rare source': (run: number) => ({ account: account(run), source: 'custom.shop' }),
  'source and severity that never meet': () => ({ source: 'aws.rds', severity: 'critical' }),
  'account and acknowledged': (run: number) => ({ account: account(run), acknowledged: 'true' }),
  'tag and severity': (run: number) => ({ tag: `team-${run % 30}`, severity: 'high' }),
  'severity and a day': (run: number) => ({ severity: 'critical', ...aDay(run) }),
  'sort=published_at': () => ({ sort: 'published_at' }),
  'sort=severity': () => ({ sort: 'severity' }),
  'sort=-severity': () => ({ sort: '-severity' }),
  'sort=created_at': () => ({ sort: 'created_at' }),
  'sort=-created_at': () => ({ sort: '-created_at' }),
  'sort=severity,-published_at': () => ({ sort: 'severity,-published_at' }),
  'sort=-severity,published_at': () => ({ sort: '-severity,published_at' }),
  'sort=-severity,-created_at': () => ({ sort: '-severity,-created_at' }),
  'sort=-created_at,severity': () => ({ sort: '-created_at,severity' }),
  'a day, sort=-created_at': (run: number) => ({ ...aDay(run), sort: '-created_at' }),
  'account, sort=-created_at': (run: number) => ({ account: account(run), sort: '-created_at' }),
  'account, sort=-severity': (run: number) => ({ account: account(run), sort: '-severity' }),
  'account, sort=severity,-published_at': (run: number) => ({ account: account(run), sort: 'severity,-published_at' }),
  'page 500': () => ({ page: 500 }),
  'row 25,000': () => ({ page: 1250 }),
  'row 25,000 of an account': (run: number) => ({ account: account(run % 10), page: 1250 }),
  'row 25,000, sort=-severity': () => ({ sort: '-severity', page: 1250 }),
  'row 25,000, sort=-created_at': () => ({ sort: '-created_at', page: 1250 }),
  'row 25,000, sort=severity,-published_at': () => ({ sort: 'severity,-published_at', page: 1250 }),
  'past the end': () => ({ page: 10_000_000 }),
  'search: common word': (run: number) => ({ search: common(run) }),
  'search: medium word': (run: number) => ({ search: medium(run) }),
  'search: rare word': (run: number) => ({ search: rare(run) }),
  'search: absent word': (run: number) => ({ search: absent(run) }),
  'search: instance': (run: number) => ({ search: `i-0${thing(run)}` }),
  'search: name of an alarm': (run: number) => ({ search: `prod-${thing(run)}` }),
  'search: ARN': (run: number) => ({ search: `arn:aws:ec2:${home(run)}:${account(run)}:instance/i-0${thing(run)}` }),
  'search: phrase': () => ({ search: '"threshold crossed after"' }),
  'search: two common words': (run: number) => ({ search: `${wordAt(0)} ${wordAt(1 + (run % 5))}` }),
  'search: common and rare': (run: number) => ({ search: `${common(run)} ${rare(run)}` }),
  'search: common and absent': (run: number) => ({ search: `${common(run)} ${absent(run)}` }),
  'search: three words': (run: number) => ({ search: `${wordAt(0)} ${wordAt(1)} ${medium(run)}` }),
  'search: three rare words': (run: number) => ({ search: `${rare(run)} ${rare(run + 1)} ${rare(run + 2)}` }),
  'search: prefix': (run: number) => ({ search: `${medium(run).slice(0, 6)}*` }),
  'search: absent prefix': (run: number) => ({ search: `${absent(run)}*` }),
  'search: common word, account': (run: number) => ({ search: common(run), account: account(run) }),
  'search: medium word, account': (run: number) => ({ search: medium(run), account: account(run) }),
  'search: rare word, account': (run: number) => ({ search: rare(run), account: account(run) }),
  'search: absent word, account': (run: number) => ({ search: absent(run), account: account(run) }),
  'search: instance, severity': (run: number) => ({ search: `i-0${thing(run)}`, severity: 'unknown' }),
  'search: rare word, a day': (run: number) => ({ search: rare(run), ...aDay(run) }),
  'search: rare word, sort=-severity': (run: number) => ({ search: rare(run), sort: '-severity' }),
  'search: common word, sort=-created_at': (run: number) => ({ search: common(run), sort: '-created_at' }),
  'search: word but not another': () => ({ search: `${wordAt(0)} -${wordAt(1)}` }),
};

/** What has to look at much: some answer with a short page and where to go on. */
export const EVENTS_FAR: Table = {
  'search: phrase of common words that never is': () => ({ search: '"crossed threshold after"' }),
  'search: common words that never meet': () => ({ search: 'ec2 ecs' }),
  'search: word missing from the newest weeks': () => ({ search: 'legacyhost' }),
  'search: not a word that all have': () => ({ search: '-measured' }),
  'search: short prefix of common words': () => ({ search: 'thr* -crossed' }),
  'source, sort=-severity': () => ({ source: 'aws.rds', sort: '-severity' }),
  'tag, sort=-severity': (run: number) => ({ tag: `team-${run % 30}`, sort: '-severity' }),
  'account and source, sort=severity': (run: number) => ({
    account: account(run),
    source: 'aws.rds',
    sort: 'severity',
  }),
  'rare source, sort=created_at': () => ({ source: 'aws.backup', sort: 'created_at' }),
  'tag, sort=created_at': (run: number) => ({ tag: `team-${run % 30}`, sort: 'created_at' }),
  'row 10,000 of a region': (run: number) => ({ region: home(run), page: 500 }),
  'row 10,000 of a detail type': () => ({ detail_type: 'Object Created', page: 500 }),
  'search: common word, row 10,000': (run: number) => ({ search: common(run), page: 500 }),
};
