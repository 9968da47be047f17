import { z } from 'zod';
import { SCOPES } from '../../entities/api-key.entity.js';
import { awsAccountId, nullable, requiredText, unixSeconds } from '../core/input/shapes.js';
import { pagingFields } from '../core/read/paging.js';

export const createApiKeyInput = z
  .strictObject({
    name: requiredText(100),
    scopes: z.array(z.enum(SCOPES)).min(1, 'must name at least one').max(SCOPES.length),
    accounts: nullable(z.array(awsAccountId).min(1, 'must name at least one, or be absent').max(100)).optional(),
    expires_at: nullable(unixSeconds).optional(),
  })
  .refine(({ accounts, scopes }) => !accounts || scopes.every((scope) => scope.startsWith('events:')), {
    path: ['accounts'],
    message: 'can bind keys for events only: tasks belong to no account',
  });

export const listApiKeysQuery = z.strictObject(pagingFields);
