import type { ApiKeyRecord } from './list-api-keys.js';

export type KeyState = 'active' | 'disabled' | 'expired' | 'revoked';

/** Whether a key works. A disabled one works again once its maker may act again. */
export function keyState({ revoked_at, expires_at, is_maker_active }: ApiKeyRecord, now: Date): KeyState {
  if (revoked_at) return 'revoked';
  if (expires_at && expires_at <= now) return 'expired';
  return is_maker_active ? 'active' : 'disabled';
}
