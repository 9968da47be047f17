import path from 'node:path';

/** Where the build puts the console's bundles. A folder without a dot in its name, or Express will not serve it. */
export const CONSOLE_DIR = path.resolve(import.meta.dirname, '../../../console');

// AdminJS reads these when it is imported: import this file first.
process.env.NODE_ENV ??= 'production';
process.env.ADMIN_JS_TMP_DIR = CONSOLE_DIR;
process.env.ADMIN_JS_SKIP_BUNDLE ??= 'true';
