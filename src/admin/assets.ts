import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type RequestHandler, Router } from 'express';
import { CONSOLE_DIR } from './environment.js';

interface Asset {
  plain: Buffer;
  brotli: Buffer;
  gzip: Buffer;
  version: string;
}

const YEAR_SECONDS = 31_536_000;

const MARK = `<rect width="32" height="32" rx="6" fill="#3040d6"/><path d="M9 26V8h3v18zM12 9l12-3v6l-12-1z" fill="#fff"/>
<circle cx="10.5" cy="8" r="2.5" fill="#ffb020"/>`;

const IMAGES: Record<string, string> = {
  'signalbox.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${MARK}</svg>`,
  'signalbox-wide.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 180 36"><g transform="translate(2 2)">${MARK}</g>
<text x="44" y="25" font-family="system-ui, sans-serif" font-size="20" font-weight="600" fill="#1c2b36">Signalbox</text></svg>`,
};

/** The bundles that the build made, compressed already: small on the wire, and no work for a request. */
export function loadAssets(): Map<string, Asset> {
  const folder = path.join(CONSOLE_DIR, 'assets');
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return new Map(
    names.map((name) => {
      const read = (ending: string) => readFileSync(path.join(folder, `${name}${ending}`));
      const plain = read('');
      const version = createHash('sha256').update(plain).digest('base64url').slice(0, 12);
      return [name, { plain, brotli: read('.br'), gzip: read('.gz'), version }];
    }),
  );
}

export const versionsOf = (assets: Map<string, Asset>): Record<string, string> =>
  Object.fromEntries([...assets].map(([name, { version }]) => [name, version]));

/** Serves the bundles and the images. They hold no secret, so they need no login. */
export function createAssetsRouter(assets: Map<string, Asset>): Router {
  const router = Router();
  for (const [name, image] of Object.entries(IMAGES)) {
    router.get(`/admin/assets/${name}`, (_req, res) => {
      res.set('Cache-Control', 'public, max-age=86400').type('svg').send(image);
    });
  }
  router.get('/admin/frontend/assets/:name', serve(assets));
  return router;
}

function serve(assets: Map<string, Asset>): RequestHandler {
  return (req, res, next) => {
    const asset = assets.get(req.params.name as string);
    if (!asset) return next();
    const isVersioned = req.query.v === asset.version;
    res.set({
      'Cache-Control': isVersioned ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
      ETag: `"${asset.version}"`,
      Vary: 'Accept-Encoding',
    });
    if (req.fresh) return res.status(304).end();
    const encoding = req.acceptsEncodings('br', 'gzip');
    if (encoding) res.set('Content-Encoding', encoding);
    res.type('js').send(encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.plain);
  };
}
