import type { Request, RequestHandler } from 'express';
import type { Config } from '../config.js';
import { AppError } from '../services/core/errors.js';

/**
 * Answers under its own names alone. A page of elsewhere can make a name of its own point here, and its visitors'
 * browsers would take both for one origin. An address as it stands is nobody's name.
 * @throws {AppError} HOST_NOT_ALLOWED
 */
export function requireAllowedHost({ PUBLIC_URL, HOST, ALLOWED_HOSTS }: Config): RequestHandler {
  const own = [...(PUBLIC_URL ? [new URL(PUBLIC_URL).hostname] : []), HOST, 'localhost', '127.0.0.1', '[::1]'];
  const allowed = new Set([...own, ...ALLOWED_HOSTS].map((name) => name.toLowerCase()));
  return (req, _res, next) => {
    const name = nameOf(req.headers.host ?? '');
    if (!allowed.has(name) && name !== ownAddress(req)) throw new AppError('HOST_NOT_ALLOWED');
    next();
  };
}

/** Without the port, of which proxies have their own ideas. */
const nameOf = (host: string): string => host.toLowerCase().replace(/:\d*$/, '');

/** The address that the connection came to, as a Host header has it. */
function ownAddress({ socket }: Request): string {
  const address = (socket.localAddress ?? '').replace(/^::ffff:/, '');
  return address.includes(':') ? `[${address}]` : address;
}
