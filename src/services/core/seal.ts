import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Config } from '../../config.js';

/** SECRETS_KEY seals; it and those before it open. */
export type SealingKeys = Pick<Config, 'SECRETS_KEY' | 'SECRETS_KEYS_OLD'>;

/** A column that holds seals. `all-sealed.ts` lists them all, for what is done with every seal there is. */
export interface SealedColumn {
  table: string;
  column: string;
  /** What the audit log calls a record of that table. */
  entity: string;
  /** SQL of what people call a record. */
  title: string;
  /** What the seal of a record is bound to: it opens nowhere else. */
  purposeOf: (id: string) => string;
}

interface Key {
  /** Stands in every seal, so that it is known which key opens it. Tells nothing of the key. */
  id: string;
  bytes: Buffer;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 6;

const keys = new Map<string, Key>();

/** Derived once for each secret: that takes longer than to seal. */
function keyOf(secret: string): Key {
  let key = keys.get(secret);
  if (!key) {
    const derive = (what: string, bytes: number) => Buffer.from(hkdfSync('sha256', secret, '', what, bytes));
    key = {
      id: derive('signalbox id of a key', ID_BYTES).toString('hex'),
      bytes: derive('signalbox sealed secrets', 32),
    };
    keys.set(secret, key);
  }
  return key;
}

const keysOf = ({ SECRETS_KEY, SECRETS_KEYS_OLD }: SealingKeys): Key[] => [SECRETS_KEY, ...SECRETS_KEYS_OLD].map(keyOf);

/** The id of the key that seals. */
export const sealingKeyId = ({ SECRETS_KEY }: SealingKeys): string => keyOf(SECRETS_KEY).id;

/** The ids of the keys that open, among them that which seals. */
export const openingKeyIds = (given: SealingKeys): string[] => keysOf(given).map(({ id }) => id);

/** Seals a secret with AES-256-GCM under SECRETS_KEY, as `v2.<key id>.<what is sealed>`. Key id and purpose are bound in. */
export function seal({ SECRETS_KEY }: SealingKeys, purpose: string, plain: string): string {
  const { id, bytes } = keyOf(SECRETS_KEY);
  const head = `v2.${id}.`;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, bytes, nonce).setAAD(Buffer.from(head + purpose));
  const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return head + sealed.toString('base64url');
}

/** Opens what `seal` sealed. Null when none of the keys opens it, when it was for another purpose, or was changed. */
export function unseal(given: SealingKeys, purpose: string, sealed: string): string | null {
  const [version, ...parts] = sealed.split('.');
  const text = Buffer.from(parts.at(-1) ?? '', 'base64url');
  // The first seals named no key and bound in the purpose alone.
  if (version === 'v1') return openWithAny(keysOf(given), purpose, text);
  const named = keysOf(given).filter(({ id }) => id === parts[0]);
  return openWithAny(named, `${version}.${parts[0]}.${purpose}`, text);
}

function openWithAny(candidates: Key[], bound: string, sealed: Buffer): string | null {
  for (const { bytes } of candidates) {
    const opened = open(bytes, bound, sealed);
    if (opened !== null) return opened;
  }
  return null;
}

function open(key: Buffer, bound: string, sealed: Buffer): string | null {
  try {
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(bound))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString(
      'utf8',
    );
  } catch {
    return null;
  }
}
