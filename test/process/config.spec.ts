import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { type Config, ConfigError, loadConfig } from '../../src/config.js';

const SECRET = 'a secret of thirty-two characters';
const SECRETS = { JWT_SECRET: SECRET, SESSION_SECRET: SECRET, SECRETS_KEY: SECRET };
const DATABASE_URL = 'postgres://somebody@localhost/signalbox';

const load = (env: NodeJS.ProcessEnv): Config => loadConfig(env, () => SECRETS);

function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('The configuration', () => {
  it('needs nothing, and has sensible values then', () => {
    const config = load({});
    expect(config).to.include({
      PORT: 3000,
      HOST: '127.0.0.1',
      DATA_DIR: './data',
      SIGNALBOX_ROLE: 'all',
      LOG_LEVEL: 'info',
    });
    expect(config.CORS_ORIGINS).to.deep.equal([
      'http://localhost:3000',
      'http://localhost:3001',
      'http://localhost:5173',
    ]);
    expect(config.ADMIN_EMAIL).to.equal('admin@signalbox.local');
    expect(config).to.include(SECRETS).and.not.have.property('DATABASE_URL');
  });

  it('takes empty values for absent ones', () => {
    expect(load({ PORT: '', DATABASE_URL: '', JWT_SECRET: '' })).to.include({ PORT: 3000, JWT_SECRET: SECRET });
  });

  it('reads what is given', () => {
    const config = load({
      DATABASE_URL,
      ...SECRETS,
      PORT: '0',
      CORS_ORIGINS: ' https://a.example , https://b.example,',
    });
    expect(config).to.include({ DATABASE_URL, PORT: 0 });
    expect(config.CORS_ORIGINS).to.deep.equal(['https://a.example', 'https://b.example']);
  });

  it('prefers given secrets to generated ones', () => {
    const own = 'another secret of so many characters';
    expect(load({ JWT_SECRET: own })).to.include({ JWT_SECRET: own, SECRETS_KEY: SECRET });
  });

  it('takes old secrets separated by commas, none unless they are given', () => {
    const [one, other] = ['1'.repeat(32), '2'.repeat(32)];
    const none = { JWT_SECRETS_OLD: [], SESSION_SECRETS_OLD: [], SECRETS_KEYS_OLD: [] };
    expect(load({ DATABASE_URL, ...SECRETS })).to.deep.include(none);
    const given = { SECRETS_KEYS_OLD: ` ${one} , ${other},`, JWT_SECRETS_OLD: other, SESSION_SECRETS_OLD: '' };
    expect(load({ DATABASE_URL, ...SECRETS, ...given })).to.deep.include({
      SECRETS_KEYS_OLD: [one, other],
      JWT_SECRETS_OLD: [other],
      SESSION_SECRETS_OLD: [],
    });
  });

  it('counts a generated secret among the old ones when another is given, and only then', () => {
    const [own, older] = ['one that somebody has chosen themselves', 'z'.repeat(32)];
    expect(
      load({ JWT_SECRET: own, SECRETS_KEY: own, SECRETS_KEYS_OLD: older, SESSION_SECRET: SECRET }),
    ).to.deep.include({
      SECRETS_KEY: own,
      SECRETS_KEYS_OLD: [older, SECRET],
      JWT_SECRETS_OLD: [SECRET],
      SESSION_SECRETS_OLD: [],
    });
  });

  it('names each secret that a database of one’s own needs, a line each', () => {
    expect(problemsOf({ DATABASE_URL, SESSION_SECRET: SECRET })).to.deep.equal([
      'JWT_SECRET: is required when DATABASE_URL is set',
      'SECRETS_KEY: is required when DATABASE_URL is set',
    ]);
  });

  it('refuses secrets of a few characters, however long, and says how to make one', () => {
    const names = ['JWT_SECRET', 'SESSION_SECRET', 'SECRETS_KEY', 'METRICS_TOKEN'];
    for (const weak of ['x'.repeat(40), 'change-me'.repeat(5), 'x'.repeat(31), SECRET.slice(0, 31)]) {
      const problems = problemsOf(Object.fromEntries(names.map((name) => [name, weak])));
      expect(problems.map((line) => line.split(':')[0])).to.deep.equal(names);
      for (const line of problems) expect(line).to.include('openssl rand -base64 32').and.not.include(weak);
    }
    for (const bytes of [randomBytes(32).toString('base64'), randomBytes(32).toString('hex')]) {
      expect(problemsOf({ JWT_SECRET: bytes, METRICS_TOKEN: bytes })).to.deep.equal([]);
    }
  });

  it('names each variable that is wrong, a line each, and none of the values', () => {
    const wrong = {
      PORT: '70000',
      DATABASE_URL: 'mysql://user:hidden-word@host/db',
      DATABASE_POOL_SIZE: 'many',
      JWT_SECRET: 'hidden-word',
      SECRETS_KEYS_OLD: `${SECRET},hidden-word`,
      JWT_SECRETS_OLD: 'hidden-word',
      SESSION_SECRETS_OLD: `hidden-word,${SECRET},hidden-word`,
      SIGNALBOX_ROLE: 'king',
      PUBLIC_URL: 'ftp://host',
      TRUST_PROXY: 'everybody!',
      METRICS_TOKEN: 'hidden-word',
      LOG_LEVEL: 'loud',
      ADMIN_EMAIL: 'nobody',
    };
    const problems = problemsOf(wrong);
    expect(problems.map((line) => line.split(':')[0]).sort()).to.deep.equal(Object.keys(wrong).sort());
    expect(problems.join('\n')).not.to.match(/hidden-word/);
    for (const line of problems) expect(line).to.match(/^[A-Z_]+: \S.*$/);
  });
});
