import { z } from 'zod';
import { ROLES } from '../../entities/user.entity.js';
import { email, fullName, nullable, optionalSecret } from '../core/input/shapes.js';
import { pagingFields } from '../core/read/list.js';

/** bcrypt reads 72 bytes and no more. How good a password is, `checkPassword` says. */
export const newPassword = z
  .string()
  .min(8, 'must be at least 8 characters')
  .refine((password) => Buffer.byteLength(password) <= 72, 'must be at most 72 bytes');

const fields = {
  email,
  full_name: fullName,
  role: z.enum(ROLES),
  responsible_province: nullable(z.string().trim().min(1, 'must not be empty').max(100)),
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
  })
  .partial();

export const listUsersQuery = z.strictObject({
  ...pagingFields,
  search: z.string().max(200).optional().describe('A part of name or email.'),
  role: z.array(z.enum(ROLES)).optional(),
  is_active: z.enum(['true', 'false']).optional(),
});
