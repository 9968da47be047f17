import { z } from 'zod';
import { userSchema } from './users.view.js';

export const tokensSchema = z
  .object({
    access_token: z.string(),
    refresh_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('Seconds.'),
  })
  .meta({ id: 'Tokens' });

export const loginSchema = tokensSchema.extend({ user: userSchema }).meta({ id: 'Login' });
