// A step of the build: bundles the console's components and compresses what its first page loads.
process.env.NODE_ENV = 'production';
process.env.ADMIN_JS_SKIP_BUNDLE = 'false';

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const { CONSOLE_DIR } = await import('./environment.js');
const { default: AdminJS, Router } = await import('adminjs');
const { componentLoader } = await import('./component-loader.js');

/** Of 0 to 11: past this, compressing takes long and gains little. */
const BROTLI_QUALITY = 10;

const folder = path.join(CONSOLE_DIR, 'assets');
await mkdir(folder, { recursive: true });
await new AdminJS({ componentLoader, resources: [] }).initialize();

const scripts = Router.assets.filter((asset) => asset.path.endsWith('.bundle.js'));
await Promise.all(
  scripts.map(async (asset) => {
    const file = path.join(folder, path.basename(asset.path));
    const content = await readFile(path.resolve(asset.src));
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
    await Promise.all([
      writeFile(file, content),
      promisify(brotliCompress)(content, { params }).then((small) => writeFile(`${file}.br`, small)),
      promisify(gzip)(content, { level: 9 }).then((small) => writeFile(`${file}.gz`, small)),
    ]);
  }),
);
