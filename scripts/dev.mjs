// Builds, starts, and does both again when a source changes. A build that fails leaves the old process running.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const env = { ...process.env, NODE_ENV: process.env.NODE_ENV ?? 'production' };

/** Milliseconds of quiet that end a burst of changes. */
const QUIET_MS = 150;

let app;
let changedAt = Date.now();
let builtAt = 0;
let isStopping = false;

const build = () => spawnSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { cwd: root, stdio: 'inherit' });

async function stopApp() {
  if (!app || app.exitCode !== null || app.signalCode !== null) return;
  app.kill('SIGTERM');
  await once(app, 'exit');
}

function startApp() {
  app = spawn(process.execPath, ['--enable-source-maps', 'dist/src/main.js'], { cwd: root, env, stdio: 'inherit' });
}

for (const source of ['src', 'ormconfig.ts']) {
  watch(path.join(root, source), { recursive: true }, () => {
    changedAt = Date.now();
  });
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    if (isStopping) return;
    isStopping = true;
    await stopApp();
    process.exit(0);
  });
}

while (!isStopping) {
  if (changedAt > builtAt && Date.now() - changedAt >= QUIET_MS) {
    builtAt = Date.now();
    if (build().status === 0) {
      await stopApp();
      if (!isStopping) startApp();
    } else {
      console.error('The build failed: mend it, and it goes on');
    }
  }
  await sleep(50);
}
