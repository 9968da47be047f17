import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { Config } from '../../config.js';

/** JWT_SECRET signs; what those before it signed is still good. */
type SigningSecrets = Pick<Config, 'JWT_SECRET' | 'JWT_SECRETS_OLD'>;

/** Seconds that an access token lasts. */
export const ACCESS_TOKEN_SECONDS = 3600;

const claims = z.object({ sub: z.uuid(), sid: z.uuid() });

const keys = new Map<string, KeyObject>();

/** Verifying with a key object takes microseconds; with a string it is made anew each time. */
function keyOf(secret: string): KeyObject {
  let key = keys.get(secret);
  if (!key) {
    key = createSecretKey(Buffer.from(secret));
    keys.set(secret, key);
  }
  return key;
}

interface Claims {
  sub: string;
  sid: string;
}

/** An access token for a user's session, issued at `now`. */
export function signAccessToken({ JWT_SECRET }: SigningSecrets, { sub, sid }: Claims, now: Date): string {
  const iat = Math.floor(now.getTime() / 1000);
  return jwt.sign({ sub, sid, iat, exp: iat + ACCESS_TOKEN_SECONDS }, keyOf(JWT_SECRET), { algorithm: 'HS256' });
}

/** What a token claims, when it is ours and not expired; null otherwise. */
export function readAccessToken(
  { JWT_SECRET, JWT_SECRETS_OLD }: SigningSecrets,
  token: string,
  now: Date,
): Claims | null {
  const second = Math.floor(now.getTime() / 1000);
  let found = readSignedBy(JWT_SECRET, token, second);
  for (const secret of JWT_SECRETS_OLD) found ??= readSignedBy(secret, token, second);
  return found;
}

function readSignedBy(secret: string, token: string, clockTimestamp: number): Claims | null {
  try {
    return claims.parse(jwt.verify(token, keyOf(secret), { algorithms: ['HS256'], clockTimestamp }));
  } catch {
    return null;
  }
}

/** 256 bits that nobody guesses. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** How a secret that nobody guesses is stored: a fast hash is enough for it. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/**
 * The refresh token that follows a spent one: always the same, so that a tab that was a moment late gets what the other
 * got, though only hashes are stored. What JWT_SECRET makes of it stands first; then what it was under the old ones.
 */
export const successorsOf = (
  { JWT_SECRET, JWT_SECRETS_OLD }: SigningSecrets,
  refreshToken: string,
): [next: string, ...before: string[]] => {
  const under = (secret: string) =>
    createHmac('sha256', keyOf(secret)).update(`successor of the refresh token ${refreshToken}`).digest('base64url');
  return [under(JWT_SECRET), ...JWT_SECRETS_OLD.map(under)];
};
