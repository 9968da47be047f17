import { type Request, Router } from 'express';
import type { Registry } from 'prom-client';
import type { Config } from '../config.js';
import { AppError } from '../services/core/errors.js';
import { otherMethods } from './other-methods.js';
import { isSameSecret } from './same-secret.js';

const LOOPBACK = /^(::1$|127\.|::ffff:127\.)/;

/** What proxies add: with one of these, whoever asks is not who holds the socket. */
const FORWARDED = /^(forwarded|x-forwarded-.*|x-real-ip)$/;

/** `GET /metrics` in Prometheus' format: for this machine, and for who has METRICS_TOKEN. */
export function createMetricsRouter(registry: Registry, { METRICS_TOKEN }: Config): Router {
  const router = Router();
  const here = router.route('/metrics');
  here.get(async (req, res) => {
    if (!isFromHere(req)) requireToken(req, METRICS_TOKEN);
    res.set('Content-Type', registry.contentType);
    res.send(await registry.metrics());
  });
  here.all(otherMethods('get'));
  return router;
}

/** By the socket, never by what the request says of itself. */
const isFromHere = ({ socket, headers }: Request): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '') && !Object.keys(headers).some((name) => FORWARDED.test(name));

function requireToken(req: Request, token: string | undefined): void {
  if (token === undefined) throw new AppError('FORBIDDEN');
  const [, given = ''] = /^Bearer +(.+)$/i.exec(req.get('authorization') ?? '') ?? [];
  if (!isSameSecret(given, token)) throw new AppError('UNAUTHENTICATED');
}
