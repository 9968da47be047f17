/** Whom the attacks are made as. */
export interface Attackers {
  base: string;
  /** Differs from run to run. */
  run: string;
  user: { id: string; email: string; password: string };
  apiKey: string;
}

export type Tally = (status: number) => void;

export interface Attack {
  name: string;
  send: (who: Attackers, tally: Tally) => Promise<unknown>;
}

export interface Sent {
  body: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  times?: number;
}

/** The same request so many times at once. */
export async function post(url: string, { body, headers = {}, times = 1 }: Sent, tally: Tally): Promise<void> {
  const one = async () => {
    const all = { 'content-type': 'application/json', ...headers };
    const answer = await fetch(url, { method: 'POST', body, headers: all, redirect: 'manual' });
    await answer.arrayBuffer();
    tally(answer.status);
  };
  await Promise.all(Array.from({ length: times }, one));
}

/** An access token of the user. */
export async function tokenOf({ base, user }: Attackers): Promise<string> {
  const login = await fetch(`${base}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: user.email, password: user.password }),
  });
  return ((await login.json()) as { access_token: string }).access_token;
}
