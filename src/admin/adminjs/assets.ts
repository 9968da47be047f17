import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type RequestHandler, Router } from 'express';
import { CONSOLE_DIR } from './environment.js';

const YEAR_SECONDS = 31_536_000;

const MARK = `<rect width="32" height="32" rx="6" fill="#3040d6"/><path d="M9 26V8h3v18zM12 9l12-3v6l-12-1z" fill="#fff"/>
<circle cx="10.5" cy="8" r="2.5" fill="#ffb020"/>`;

const IMAGES: Record<string, string> = {
  'signalbox.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${MARK}</svg>`,
  'signalbox-wide.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 180 36"><g transform="translate(2 2)">${MARK}</g>
<text x="44" y="25" font-family="system-ui, sans-serif" font-size="20" font-weight="600" fill="#1c2b36">Signalbox</text></svg>`,
};

const FOLDER = path.join(CONSOLE_DIR, 'assets');

/** The bundles that the build made: a version of each, by its content. */
export function assetVersions(): Record<string, string> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.js'));
  const versionOf = (name: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(FOLDER, name)))
      .digest('base64url')
      .slice(0, 12);
  return Object.fromEntries(names.map((name) => [name, versionOf(name)]));
}

/** Serves the bundles and the images. They hold no secret, so they need no login. */
export function createAssetsRouter(versions: Record<string, string>): Router {
  const router = Router({ caseSensitive: true });
  for (const [name, image] of Object.entries(IMAGES)) {
    router.get(`/admin/assets/${name}`, (_req, res) => {
      res.set('Cache-Control', 'public, max-age=86400').type('svg').send(image);
    });
  }
  router.get('/admin/frontend/assets/:name', serve(versions));
  return router;
}

const ENDINGS: Record<string, string> = { br: '.br', gzip: '.gz' };

/** The build has compressed them already: small on the wire, and no work for a request. */
function serve(versions: Record<string, string>): RequestHandler {
  return (req, res, next) => {
    const name = req.params.name as string;
    const version = Object.hasOwn(versions, name) && versions[name];
    if (!version) return next();
    const encoding = req.acceptsEncodings('br', 'gzip') || 'identity';
    if (encoding !== 'identity') res.set('Content-Encoding', encoding);
    res.set({
      'Cache-Control': req.query.v === version ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
      ETag: `"${version}-${encoding}"`,
      Vary: 'Accept-Encoding',
    });
    res.type('js').sendFile(`${name}${ENDINGS[encoding] ?? ''}`, { root: FOLDER, cacheControl: false });
  };
}
