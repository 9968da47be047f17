import 'reflect-metadata';
import { openApiDocument } from '../src/api/openapi.js';
import { routes } from '../src/api/routes.js';
import { writeOrCheck } from './generated-file.js';

writeOrCheck('docs/openapi.json', `${JSON.stringify(openApiDocument(routes), null, 2)}\n`, 'npm run openapi');
