import { z } from 'zod';
import { ROLES } from '../../entities/user.entity.js';
import { email, fullName, nullable, optionalSecret, requiredText, several } from '../core/input/shapes.js';
import { pagingFields } from '../core/read/paging.js';

/** bcrypt reads so many and no more. */
export const MOST_BYTES = 72;

/** How good a password is, `checkPassword` says. */
export const newPassword = z
  .string()
  .min(8, 'must be at least 8 characters')
  .max(MOST_BYTES, `must be at most ${MOST_BYTES} bytes`)
  .refine((password) => Buffer.byteLength(password) <= MOST_BYTES, `must be at most ${MOST_BYTES} bytes`);

/** A password that proves who one is: whether it is right, a comparison says. */
export const givenPassword = z.string().min(1).max(1000);

const fields = {
  email,
  full_name: fullName,
  role: z.enum(ROLES),
  responsible_province: nullable(requiredText(100)),
};

export const createUserInput = z.strictObject({
  email: fields.email,
  full_name: fields.full_name,
  role: fields.role,
  responsible_province: fields.responsible_province.optional(),
  password: optionalSecret(newPassword),
});

export const updateUserInput = z
  .strictObject({
    ...fields,
    is_active: z.boolean(),
    must_change_password: z.boolean(),
    password: optionalSecret(newPassword),
    current_password: optionalSecret(givenPassword).describe('One’s own, to change one’s own email.'),
  })
  .partial();

export const listUsersQuery = z.strictObject({
  ...pagingFields,
  search: z.string().max(200).optional().describe('A part of name or email.'),
  role: several(z.enum(ROLES)),
  is_active: z.enum(['true', 'false']).optional(),
});
