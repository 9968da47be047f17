/** A running Signalbox, as a bench talks to it. Taken from BASE, EMAIL and PASSWORD. */
export interface Target {
  base: string;
  token: string;
  /** Of the console. */
  cookie?: string;
}

type Headers = Record<string, string>;

export async function send(target: Target, method: string, path: string, body?: unknown): Promise<unknown> {
  const { token, cookie } = target;
  const caller: Headers = cookie ? { cookie } : { authorization: `Bearer ${token}` };
  const headers = { ...caller, 'content-type': 'application/json' };
  const response = await fetch(`${target.base}${path}`, {
    method,
    headers,
    body: body && JSON.stringify(body),
  } as RequestInit);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}

interface Login {
  base: string;
  email: string;
  password: string;
}

function asTold(): Login {
  const { BASE: base = 'http://127.0.0.1:3000', EMAIL: email = '', PASSWORD: password = '' } = process.env;
  return { base, email, password };
}

export async function logIn({ base, email, password }: Login = asTold()): Promise<Target> {
  const target = { base, token: '' };
  const { access_token: token } = (await send(target, 'POST', '/api/auth/login', { email, password })) as {
    access_token: string;
  };
  return { base, token };
}

export async function logInToConsole({ base, email, password }: Login): Promise<Target> {
  const body = new URLSearchParams({ email, password });
  const answer = await fetch(`${base}/admin/login`, { method: 'POST', body, redirect: 'manual' });
  if (answer.status !== 302) throw new Error(`The console refused ${email}: ${answer.status}`);
  return {
    base,
    token: '',
    cookie: answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
  };
}

/** How often a second `work` ends, over `seconds`, with so many at once. */
export async function rate(work: () => Promise<unknown>, { seconds = 5, concurrency = 8 } = {}): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let done = 0;
  const loop = async () => {
    while (performance.now() < until) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  return Math.round(done / seconds);
}
