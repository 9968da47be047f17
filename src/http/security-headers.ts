import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { Config } from '../config.js';

declare global {
  namespace Express {
    interface Locals {
      /** Of the scripts that stand in this answer's page. */
      nonce: string;
    }
  }
}

/**
 * Scripts by nonce or from here, nothing from other hosts. Styles may stand inline: styled-components writes them.
 */
export function securityHeaders({ PUBLIC_URL }: Config): RequestHandler[] {
  const isHttps = PUBLIC_URL?.startsWith('https:') ?? false;
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", (_req, res) => `'nonce-${(res as Response).locals.nonce}'`],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isHttps && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: isHttps,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
  });
  return [keepNowhere, makeNonce, headers];
}

/** No cache keeps an answer that says nothing else of itself. */
const keepNowhere: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

/** 122 random bits, of a supply that Node keeps: asking the system for each request is felt. */
const makeNonce: RequestHandler = (_req, res, next) => {
  res.locals.nonce = randomUUID();
  next();
};
