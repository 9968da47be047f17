import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createDeps } from '../../src/app.js';
import type { Deps } from '../../src/services/deps.js';
import { clock } from './clock.js';
import { createTestLogger } from './log-lines.js';
import { startRedisDouble } from './redis-double.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';
import { config, deps } from './world.js';

/** What stands for Redis: always the double, and a real one where there is one. */
export interface RedisServer {
  name: string;
  url: () => Promise<string>;
}

export async function redisServers(): Promise<RedisServer[]> {
  const real = process.env.TEST_REDIS_URL || 'redis://127.0.0.1:6379';
  const double = { name: 'a double of Redis', url: startRedisDouble };
  return (await answers(new URL(real))) ? [double, { name: 'Redis', url: async () => real }] : [double];
}

async function answers({ hostname, port }: URL): Promise<boolean> {
  const socket = connect({ host: hostname, port: Number(port || 6379) });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Two processes on the tests' database and one Redis, with names there that nobody else uses. */
export interface OnRedis {
  one: Deps;
  other: Deps;
  /** Between the first of them and Redis. */
  between: TcpProxy;
  close: () => Promise<unknown>;
}

export async function startOnRedis(server: RedisServer): Promise<OnRedis> {
  const url = new URL(await server.url());
  const between = await startTcpProxy({ host: url.hostname, port: Number(url.port || 6379) });
  const proxied = Object.assign(new URL(url), { host: `127.0.0.1:${between.port}` });
  const SECRETS_KEY = randomUUID();
  const [one, other] = [proxied, url].map(({ href }) =>
    createDeps({
      config: { ...config, SECRETS_KEY, REDIS_URL: href },
      db: deps.db,
      log: createTestLogger(),
      now: clock.now,
    }),
  ) as [Deps, Deps];
  await Promise.all([one.cache.start(), other.cache.start()]);
  const close = async () => {
    await Promise.all([one.cache.close(), other.cache.close()]);
    await between.cut();
  };
  return { one, other, between, close };
}
