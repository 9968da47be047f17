import { User } from '../../entities/user.entity.js';
import { operation } from '../core/write/operation.js';
import { insert } from '../core/write/records.js';
import { checkPassword, generatePassword, hashPassword } from './password.js';
import { createUserInput } from './user.schema.js';
import { userRecord } from './user-record.js';

/**
 * Makes a user. Without a password one is made, which comes back this once and must be changed at first login.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED, EMAIL_TAKEN, RATE_LIMITED
 */
export const createUser = operation({
  permission: 'users:manage',
  action: 'user.create',
  entity: 'user',
  input: createUserInput,
  prepare: async (core, { input: { password, ...fields }, caller }) => {
    if (password !== undefined) await checkPassword({ core, caller }, password, fields);
    const generated_password = password === undefined ? generatePassword() : undefined;
    const chosen = password ?? (generated_password as string);
    return { generated_password, password_hash: await hashPassword({ core, caller }, chosen) };
  },
  work: async (ctx, { input, prepared: { generated_password, password_hash } }) => {
    const { password: _password, responsible_province = null, ...fields } = input;
    const user: User = {
      id: ctx.newId(),
      ...fields,
      responsible_province,
      password_hash,
      is_active: true,
      must_change_password: generated_password !== undefined,
      last_login: null,
      created_at: ctx.now,
      updated_at: ctx.now,
      deleted_at: null,
      version: 1,
    };
    await insert(ctx, User, user);
    return { user: userRecord(user), generated_password };
  },
});
