import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, SECRET_NAMES, type SecretName } from '../config.js';

type Secrets = Record<SecretName, string>;

/** The secrets of an installation on the embedded database: made at the first start, kept in the data folder. */
export function generatedSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  if (existsSync(file)) return readSecrets(file);
  const secrets = Object.fromEntries(
    SECRET_NAMES.map((name) => [name, randomBytes(32).toString('base64url')]),
  ) as Secrets;
  mkdirSync(dataDir, { recursive: true });
  // Written beside and renamed, so that a start that is cut off leaves no half a file.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return secrets;
}

function readSecrets(file: string): Secrets {
  try {
    const secrets = JSON.parse(readFileSync(file, 'utf8')) as Secrets;
    if (SECRET_NAMES.every((name) => secrets[name]?.length >= 32)) return secrets;
  } catch {
    // Told below: whatever is wrong with the file, the way out is the same.
  }
  throw new ConfigError([`DATA_DIR: ${file} cannot be read. Restore it from a backup: sealed AWS keys need it.`]);
}
