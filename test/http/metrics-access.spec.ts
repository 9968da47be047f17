import { expect } from 'chai';
import { createApp } from '../../src/app.js';
import { withServer } from '../support/own-app.js';
import { config, deps } from '../support/world.js';

const TOKEN = 'a token of the tests for the metrics';

interface Asked {
  /** Where the socket comes from. */
  from?: string;
  token?: string;
  headers?: Record<string, string>;
}

/** How /metrics answers: its status, and the code of the error. */
async function ask({ from = '127.0.0.1', token, headers = {} }: Asked): Promise<[number, string | undefined]> {
  const app = createApp({ ...deps, config: { ...config, METRICS_TOKEN: token } }, { healthOnly: true });
  let answered: [number, string | undefined] = [0, undefined];
  await withServer(
    (req, res) => {
      Object.defineProperty(req.socket, 'remoteAddress', { value: from });
      app(req, res);
    },
    async (origin) => {
      const answer = await fetch(`${origin}/metrics`, { headers });
      const text = await answer.text();
      const isMetrics = text.includes('process_cpu_seconds_total');
      expect(isMetrics).to.equal(answer.status === 200);
      answered = [answer.status, isMetrics ? undefined : (JSON.parse(text) as { code: string }).code];
    },
  );
  return answered;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('The metrics', () => {
  it('are open to this machine', async () => {
    for (const from of ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1']) {
      expect(await ask({ from }), from).to.deep.equal([200, undefined]);
    }
  });

  it('are closed to others', async () => {
    for (const from of ['10.0.0.9', '::ffff:10.0.0.9', '12.7.0.0', 'fe80::1', '::1:2', '::127.0.0.1']) {
      expect(await ask({ from }), from).to.deep.equal([403, 'FORBIDDEN']);
    }
  });

  it('are closed to who comes through a proxy on this machine', async () => {
    for (const name of ['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Real-IP']) {
      expect(await ask({ headers: { [name]: '127.0.0.1' } }), name).to.deep.equal([403, 'FORBIDDEN']);
    }
  });

  it('do not believe what a request says of where it comes from', async () => {
    const app = { from: '10.0.0.9', headers: { 'x-forwarded-for': '127.0.0.1' } };
    expect(await ask(app)).to.deep.equal([403, 'FORBIDDEN']);
  });

  it('are open to METRICS_TOKEN, from anywhere, and to no other', async () => {
    const from = '10.0.0.9';
    expect(await ask({ from, token: TOKEN, headers: bearer(TOKEN) })).to.deep.equal([200, undefined]);
    const proxied = { ...bearer(TOKEN), 'x-forwarded-for': '10.1.1.1' };
    expect(await ask({ token: TOKEN, headers: proxied })).to.deep.equal([200, undefined]);
    for (const headers of [{}, bearer(TOKEN.slice(1)), bearer(`${TOKEN}x`), { authorization: TOKEN }]) {
      expect(await ask({ from, token: TOKEN, headers })).to.deep.equal([401, 'UNAUTHENTICATED']);
    }
    expect(await ask({ from, headers: bearer('undefined') })).to.deep.equal([403, 'FORBIDDEN']);
  });
});
