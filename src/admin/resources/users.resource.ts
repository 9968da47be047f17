import { ROLES, User } from '../../entities/user.entity.js';
import type { Deps } from '../../services/deps.js';
import { createUser } from '../../services/users/create-user.js';
import { deleteUser } from '../../services/users/delete-user.js';
import { getUser } from '../../services/users/get-user.js';
import { listUsers } from '../../services/users/list-users.js';
import { resetPassword } from '../../services/users/reset-password.js';
import { updateUser } from '../../services/users/update-user.js';
import { USER_TITLES, type UserRecord } from '../../services/users/user-record.js';
import { Components } from '../adminjs/component-loader.js';
import { recordAction } from '../adminjs/record-action.js';
import { buildResource, choices, exactly, oneOf } from '../adminjs/resource.js';

const PASSWORD_NOTE = 'It must be changed at the next login.';

export const usersResource = (deps: Deps) =>
  buildResource(deps, {
    id: 'users',
    entity: User,
    icon: 'Users',
    titleProperty: 'full_name',
    words: {
      many: 'Users',
      one: 'user',
      empty: {
        title: 'No users yet',
        text: 'Add the people who watch events and work on tasks.',
        create: 'Add a user',
      },
      actions: { resetPassword: 'Reset password' },
      properties: {
        full_name: 'Name',
        current_password: 'Your current password',
        last_login: 'Last login',
        must_change_password: 'Must change password',
        responsible_province: 'Responsible province',
      },
    },
    reads: { list: listUsers, get: getUser, titles: USER_TITLES },
    writes: {
      create: {
        operation: createUser,
        created: ({ user, generated_password }: { user: UserRecord; generated_password?: string }) => ({
          record: user,
          secret: generated_password,
        }),
        fields: ['full_name', 'email', 'role', 'responsible_province', 'password'],
      },
      update: {
        operation: updateUser,
        fields: ['full_name', 'email', 'role', 'is_active', 'responsible_province', 'password', 'current_password'],
      },
      delete: { operation: deleteUser },
    },
    list: ['full_name', 'email', 'role', 'is_active', 'last_login', 'created_at'],
    show: [
      'full_name',
      'email',
      'role',
      'is_active',
      'must_change_password',
      'responsible_province',
      'last_login',
      'created_at',
      'updated_at',
      'id',
    ],
    // AdminJS's pickers search by the title.
    filters: {
      search: exactly('search'),
      full_name: exactly('search'),
      role: oneOf('role'),
      is_active: exactly('is_active'),
    },
    sortable: ['full_name', 'email', 'role', 'is_active', 'last_login', 'created_at'],
    sort: { sortBy: 'created_at', direction: 'desc' },
    properties: {
      role: { availableValues: choices(ROLES) },
      password: {
        type: 'password',
        description: 'Leave it empty for a new user to have one made, which is shown once.',
      },
      current_password: { type: 'password', description: 'Your own, to change your own email.' },
      search: { type: 'string', description: 'A part of name or email' },
    },
    secret: { label: 'Password', note: PASSWORD_NOTE },
    actions: {
      resetPassword: recordAction(deps, {
        operation: resetPassword,
        icon: 'Key',
        component: Components.ResetPassword,
        recordOf: ({ user }) => user,
        answer: ({ generated_password }) => ({
          secret: { label: 'New password', value: generated_password, note: PASSWORD_NOTE },
        }),
      }),
    },
  });
