/**
 * Texts that have broken somebody's software, written down by what they try. Any of them may be somebody's name: it is
 * taken as it is, or refused with a reason.
 */
const LETTERS = [
  'Zoë Åström',
  'Привет, мир',
  'שלום עולם',
  'مرحبا بالعالم',
  '你好，世界',
  '日本語テキスト',
  'ǅ ﬁ ﬀ ß ẞ İ ı',
  'ı̇stanbul İSTANBUL',
  'Z̷̛͈a̶͝l̵̔g̴̓o̶̚',
  'e\u0301 is not é',
  '\u212b \u00c5 A\u030a',
  '𝔄𝔅 𝓬𝓭 𝟙𝟚𝟛',
  '👩‍👩‍👧‍👦👍🏽🏳️‍🌈',
  '🇦🇶🇺🇳',
  '\u{1f600}'.repeat(20),
  '\ufffd\ufffe\uffff',
  '①②③ ½ ² ٣ ५',
  '＜ｆｕｌｌ　ｗｉｄｔｈ＞',
];

const INVISIBLE = [
  '\ufeffwith a BOM',
  'zero\u200bwidth\u200cin\u200dbetween\u2060',
  'soft\u00adhyphen',
  '\u202eright to left\u202c',
  'a\u00a0b\u2003c\u3000d',
  'line\u2028separator\u2029paragraph',
  'tab\tand\vand\f',
  'one\ntwo\r\nthree\rfour',
  'bell\u0007 escape\u001b[31mred\u001b[0m',
  '\u0001\u0002\u001f\u007f\u0080\u009f',
  '\u180e\u2800\u3164',
];

const BLANK = ['', ' ', '\t\r\n', '\u00a0', '\ufeff', '\u2003\u3000', '\u200b'];

const UNSTORABLE = ['a\u0000b', '\u0000', '\ud800', '\udc00 low first', 'half \ud83d', '\udfff\ud800'];

const ESCAPES = ['\\u0000', '\\x00', '%00', '&#0;', '\\ud800', '%c0%80', '%ff%fe', '%', '%zz', '\\', '\\\\'];

const SQL = [
  "' OR '1'='1",
  "'; DROP TABLE users; --",
  '1; SELECT pg_sleep(5)--',
  "') UNION SELECT NULL, version() --",
  '$1',
  '$$body$$',
  '%_%',
  '\\%\\_',
  ':name',
  '/* comment */',
  "O'Reilly",
  '{a,b}',
  "'::jsonb",
  ':*',
  '"unclosed phrase',
  '-minus -"quoted minus" or or',
];

const MARKUP = [
  '<script>alert(1)</script>',
  '</script><svg onload=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  "javascript:alert('1')",
  '<![CDATA[x]]>',
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  '&lt;b&gt; &amp; &nbsp;',
];

const TEMPLATES = [
  '{{7*7}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: just that is tried
  '${7*7}',
  '#{7*7}',
  '<%= 7*7 %>',
  '{% for x in y %}',
  '%s%s%s%n%n',
  '%1$*2147483647d',
  '$(id)',
  '`id`',
  '| cat /etc/passwd',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: just that is tried
  '${jndi:ldap://127.0.0.1/a}',
  '__proto__',
  'constructor',
  'prototype.polluted',
  'hasOwnProperty',
  'undefined',
  'null',
  'NaN',
  '[object Object]',
];

const PATHS = [
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/dev/null',
  'a/b?c=d#e',
  'http://169.254.169.254/latest/meta-data',
  '.',
  '..',
  'name.with.dots.',
];

const CELLS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  "=cmd|' /C calc'!A0",
  '\t=1',
  'a,b;c\td',
  '"quoted ""twice"""',
  'a=1&b=2',
  ',,,',
];

const NUMBERS = [
  '0',
  '-0',
  '00',
  '1e309',
  '1e-400',
  '0x1F',
  '1_000',
  '9007199254740993',
  '-9223372036854775809',
  '340282366920938463463374607431768211456',
  '0.1e1.1',
  'Infinity',
  '٤٢',
  '１２',
  '1 000',
  '2026-02-30T25:61:61Z',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '{00000000-0000-0000-0000-000000000000}',
];

const HEADERS = ['a\r\nSet-Cookie: b=c', 'x\r\n\r\nHTTP/1.1 200 OK', '"; filename="x.exe', 'Bearer x', 'W/"1"'];

const LONG = [
  'x'.repeat(101),
  'é'.repeat(256),
  '\u{1f600}'.repeat(501),
  ' '.repeat(2_000),
  'x'.repeat(5_001),
  'a.'.repeat(5_000),
  '\u0301'.repeat(1_000),
  '('.repeat(2_000),
  'a'.repeat(5_000).concat('@'),
  '\\'.repeat(3_000),
];

/** What a text of a few words is, whatever it looks like: any field that takes text takes these. */
export const ODD = [
  ...LETTERS,
  ...INVISIBLE,
  ...ESCAPES,
  ...SQL,
  ...MARKUP,
  ...TEMPLATES,
  ...PATHS,
  ...CELLS,
  ...NUMBERS,
  ...HEADERS,
];

/** What some fields have to refuse, and others not. */
export const HARD = [...BLANK, ...UNSTORABLE, ...LONG];
