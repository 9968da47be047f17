import { SECRET_KEYS } from './aws-accounts/aws-account-record.js';
import type { SealedColumn } from './core/seal.js';
import { SLACK_WEBHOOK } from './monitoring/get-monitoring-settings.js';

/** Every column that holds seals. What is not here is not sealed anew when SECRETS_KEY changes, and lost with the old key. */
export const allSealed: readonly SealedColumn[] = [SECRET_KEYS, SLACK_WEBHOOK];
