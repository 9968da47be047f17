import { createApiKey } from '../services/api-keys/create-api-key.js';
import { listApiKeys } from '../services/api-keys/list-api-keys.js';
import { revokeApiKey } from '../services/api-keys/revoke-api-key.js';
import { apiKeySchema, apiKeyView, createdApiKeySchema } from './api-keys.view.js';
import { operationRoute, type Route, route } from './route.js';
import { listOf, listView } from './shapes.js';

export const apiKeysRoutes: Route[] = [
  route({
    method: 'get',
    path: '/api-keys',
    name: 'listApiKeys',
    summary: 'List API keys',
    serves: listApiKeys,
    output: listOf(apiKeySchema),
    answer: (page) => listView(page, apiKeyView),
  }),
  operationRoute({
    method: 'post',
    path: '/api-keys',
    name: 'createApiKey',
    holdsSecret: true,
    summary: 'Make an API key, shown this once',
    operation: createApiKey,
    output: createdApiKeySchema,
    status: 201,
    answer: ({ record, key }) => ({ ...apiKeyView(record), key }),
  }),
  operationRoute({
    method: 'delete',
    path: '/api-keys/{id}',
    name: 'revokeApiKey',
    summary: 'Revoke an API key at once',
    operation: revokeApiKey,
    status: 204,
    errors: ['NOT_FOUND', 'ALREADY_REVOKED'],
  }),
];
