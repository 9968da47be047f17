import { z } from 'zod';
import { ROLES } from '../entities/user.entity.js';
import type { UserRecord } from '../services/users/user-record.js';
import { Versioned } from './route.js';
import { unixTime, uuid, viewOf } from './shapes.js';

export const userSchema = z
  .object({
    id: uuid,
    email: z.string(),
    full_name: z.string(),
    role: z.enum(ROLES),
    is_active: z.boolean(),
    responsible_province: z.string().nullable(),
    must_change_password: z.boolean(),
    created_at: unixTime,
    updated_at: unixTime,
    last_login: unixTime.nullable(),
  })
  .meta({ id: 'User' });

export const createdUserSchema = userSchema
  .extend({ generated_password: z.string().optional().describe('Shown this once.') })
  .meta({ id: 'CreatedUser' });

export const meSchema = userSchema.extend({ permissions: z.array(z.string()) }).meta({ id: 'Me' });

/** All that this API answers about a user, wherever it does. */
export const userAnswers = meSchema.extend({ generated_password: z.string().optional() });

export const userView: (user: UserRecord) => z.infer<typeof userSchema> = viewOf(userSchema);

export const versionedUser = (user: UserRecord) => new Versioned(userView(user), user.version);

export const createdUserView = ({
  user,
  generated_password,
}: {
  user: UserRecord;
  generated_password?: string | undefined;
}) => ({
  ...userView(user),
  ...(generated_password !== undefined && { generated_password }),
});
