import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type RequestHandler, Router } from 'express';
import { keepContent } from '../http/kept-content.js';
import { otherMethods } from '../http/other-methods.js';

/** Swagger UI's files come from its package, so the page works without internet. The rest of it is nobody's business. */
const FOLDER = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const JSON_TYPE = 'application/json; charset=utf-8';
const ASSETS = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

const PAGE = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Signalbox API</title>
  <link rel="stylesheet" href="/api/docs/assets/swagger-ui.css">
</head>
<body>
  <div id="swagger-ui"></div>
  <script src="/api/docs/assets/swagger-ui-bundle.js"></script>
  <script src="/api/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });
`;

/** `/openapi.json` and `/docs`, its page. */
export function createDocsRouter(document: object): Router {
  const router = Router();
  const page: RequestHandler = (_req, res) => {
    res.type('html').send(PAGE);
  };
  const start: RequestHandler = (_req, res) => {
    res.type('js').send(START);
  };
  const openApi = keepContent(JSON_TYPE, async () => Buffer.from(JSON.stringify(document)));
  const addresses = { '/openapi.json': openApi, '/docs': page, '/docs/start.js': start, ...assets() };
  for (const [address, send] of Object.entries(addresses)) {
    const here = router.route(address);
    here.get(send);
    here.all(otherMethods('get'));
  }
  return router;
}

const assets = (): Record<string, RequestHandler> =>
  Object.fromEntries(Object.entries(ASSETS).map(([name, type]) => [`/docs/assets/${name}`, asset(name, type)]));

function asset(name: string, type: string): RequestHandler {
  const send = keepContent(type, () => readFile(path.join(FOLDER, name)));
  return (req, res, next) => {
    res.set('Cache-Control', 'public, max-age=86400');
    return send(req, res, next);
  };
}
