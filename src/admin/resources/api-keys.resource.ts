import { ApiKey, SCOPES } from '../../entities/api-key.entity.js';
import { createApiKey } from '../../services/api-keys/create-api-key.js';
import { keyState } from '../../services/api-keys/key-state.js';
import { type ApiKeyRecord, getApiKey, listApiKeys } from '../../services/api-keys/list-api-keys.js';
import { revokeApiKey } from '../../services/api-keys/revoke-api-key.js';
import type { Deps } from '../../services/deps.js';
import { Components } from '../adminjs/component-loader.js';
import { done, recordAction } from '../adminjs/record-action.js';
import { buildResource, choices } from '../adminjs/resource.js';

/** A key as the console shows it: its lists as one text each. */
const shownKeyAt = (now: () => Date) => (key: ApiKeyRecord) => ({
  ...key,
  key_state: keyState(key, now()),
  api_scopes: key.scopes.join(', '),
  api_accounts: key.accounts?.join(', ') ?? 'all accounts',
});

export function apiKeysResource(deps: Deps) {
  const shownKey = shownKeyAt(deps.now);
  return buildResource(deps, {
    id: 'api_keys',
    entity: ApiKey,
    icon: 'Key',
    titleProperty: 'name',
    words: {
      many: 'API keys',
      one: 'API key',
      empty: {
        title: 'No API keys yet',
        text: 'Whatever posts events needs a key. It is shown once, when it is made.',
        create: 'Make an API key',
      },
      actions: { revoke: 'Revoke' },
      messages: { confirmRevoke: 'Revoke this key? What uses it stops working at once.' },
      properties: {
        key_state: 'State',
        api_scopes: 'Scopes',
        api_accounts: 'AWS accounts',
        last_used_at: 'Last used at',
        revoked_at: 'Revoked at',
      },
    },
    reads: {
      list: listApiKeys,
      listed: shownKey,
      get: getApiKey,
      shown: shownKey,
    },
    writes: {
      create: {
        operation: createApiKey,
        created: ({ record, key }: { record: ApiKeyRecord; key: string }) => ({ record, secret: key }),
        fields: ['name', 'scopes', 'accounts', 'expires_at'],
      },
    },
    list: ['name', 'prefix', 'key_state', 'api_scopes', 'created_at', 'last_used_at', 'revoked_at'],
    show: [
      'name',
      'prefix',
      'key_state',
      'api_scopes',
      'api_accounts',
      'created_by',
      'created_at',
      'expires_at',
      'last_used_at',
      'revoked_at',
      'id',
    ],
    sortable: ['name', 'created_at', 'expires_at', 'last_used_at', 'revoked_at'],
    sort: { sortBy: 'created_at', direction: 'desc' },
    properties: {
      scopes: {
        availableValues: choices(SCOPES),
        description: 'events:write is what posting events needs.',
        components: { edit: Components.Checkboxes },
      },
      accounts: { description: 'AWS account ids (12 digits) that the key is bound to. None: all accounts.' },
      expires_at: { description: 'Empty: the key works until it is revoked.' },
      key_state: {
        type: 'string',
        description: 'Disabled: its maker is.',
        components: { list: Components.Badge, show: Components.Badge },
      },
      api_scopes: { type: 'string' },
      api_accounts: { type: 'string' },
      created_by: { reference: 'users' },
    },
    secret: { label: 'API key', note: 'Send it as Authorization: Bearer, or as X-Api-Key.' },
    actions: {
      revoke: recordAction(deps, {
        operation: revokeApiKey,
        icon: 'Slash',
        guard: 'confirmRevoke',
        isVisible: ({ revoked_at }) => revoked_at === null,
        answer: () => done('The key is revoked.'),
      }),
    },
  });
}
