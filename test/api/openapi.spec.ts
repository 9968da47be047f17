import { expect } from 'chai';
import { routes } from '../../src/api/routes.js';
import { api } from '../support/api.js';
import { aUser } from '../support/people.js';

type Json = Record<string, unknown>;
type Operation = {
  operationId: string;
  responses: Record<string, Json>;
  parameters?: Json[];
  requestBody?: Json;
  security?: unknown;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json> };
};

const read = async (): Promise<Document> => (await api.get<Document>('/openapi.json', { base: '/api' })).body;

/** Every value below a name, wherever it stands. */
function* valuesOf(name: string, part: unknown): Generator<unknown> {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === name) yield value;
    yield* valuesOf(name, value);
  }
}

const operationsOf = ({ paths }: Document): Operation[] => Object.values(paths).flatMap((path) => Object.values(path));

describe('GET /api/openapi.json', () => {
  it('is OpenAPI 3.1, for everybody', async () => {
    expect((await read()).openapi).to.match(/^3\.1\./);
  });

  it('has every route, each under a name of its own', async () => {
    const document = await read();
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(listed.sort()).to.deep.equal(routes.map(({ method, path }) => `${method} ${path}`).sort());
    const names = operationsOf(document).map(({ operationId }) => operationId);
    expect(new Set(names).size).to.equal(names.length);
  });

  it('refers to nothing that is not there', async () => {
    const document = await read();
    const references = [...valuesOf('$ref', document)] as string[];
    expect(references).not.to.have.length(0);
    for (const reference of references) {
      const [, name] = /^#\/components\/schemas\/(\w+)$/.exec(reference) ?? [];
      expect(document.components.schemas, reference).to.have.property(name ?? '?');
    }
    expect([...valuesOf('$defs', document), ...valuesOf('$id', document)]).to.deep.equal([]);
  });

  it('describes input, success and failure of each', async () => {
    for (const { operationId, responses, security } of operationsOf(await read())) {
      const statuses = Object.keys(responses);
      expect(
        statuses.some((status) => status.startsWith('2')),
        operationId,
      ).to.equal(true);
      expect(statuses, operationId).to.include.members(['400', '413', '415', '422', '431', '500', '503']);
      if (!security) expect(statuses, operationId).to.include.members(['401', '403']);
      for (const [status, { content, description }] of Object.entries(responses)) {
        expect(description, operationId).to.be.a('string');
        const schemas = Object.values((content ?? {}) as Record<string, Json>).map(({ schema }) => typeof schema);
        const isEmpty = ['204', '431'].includes(status);
        if (!isEmpty) expect([...new Set(schemas)], `${operationId} ${status}`).to.deep.equal(['object']);
      }
    }
  });

  it('has an example of each body and each answer', async () => {
    for (const { operationId, responses, requestBody } of operationsOf(await read())) {
      const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
      for (const part of [requestBody, success]) {
        if (part?.content) {
          expect(part, operationId).to.have.nested.property('content.application/json.example');
        }
      }
    }
  });

  it('describes each id of a path and each name of a query', async () => {
    const { paths } = await read();
    for (const { method, path, query } of routes) {
      const parameters = paths[path]?.[method]?.parameters ?? [];
      const names = (place: string) => parameters.filter((one) => one.in === place).map(({ name }) => name);
      expect(names('path')).to.deep.equal([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(names('query').length > 0, `${method} ${path}`).to.equal(query !== undefined);
    }
    const schemaOf = (wanted: string) => paths['/tasks']?.get?.parameters?.find(({ name }) => name === wanted)?.schema;
    expect(schemaOf('status')).to.nested.include({ type: 'array', 'items.type': 'string' });
    expect(schemaOf('start_date')).to.include({ type: 'integer', minimum: 0, maximum: 253_402_300_799 });
  });

  it('says which headers a call heeds', async () => {
    const { paths } = await read();
    const headersOf = (path: string, method: string) =>
      (paths[path]?.[method]?.parameters ?? []).filter((one) => one.in === 'header').map(({ name }) => name);
    expect(headersOf('/tasks', 'post')).to.deep.equal(['Idempotency-Key']);
    expect(headersOf('/tasks/{id}', 'put')).to.deep.equal(['If-Match']);
    expect(headersOf('/tasks', 'get')).to.deep.equal([]);
    for (const { operationId, parameters, responses } of operationsOf({ paths } as Document)) {
      const names = (parameters ?? []).map(({ name }) => name);
      expect(names.includes('If-Match'), operationId).to.equal('412' in responses);
      if (names.includes('Idempotency-Key')) expect(responses, operationId).to.have.property('409');
    }
  });

  it('says of each list what it can be sorted by', async () => {
    const admin = api.as(await aUser({ role: 'admin' }));
    const { paths } = await read();
    for (const [path, { get }] of Object.entries(paths)) {
      const sort = get?.parameters?.find(({ name }) => name === 'sort');
      if (!sort) continue;
      const pattern = new RegExp((sort.schema as { pattern: string }).pattern, 'u');
      const names = ['at', 'created_at', 'published_at', 'name', 'email', 'title', 'severity', 'role', 'password_hash'];
      for (const name of [...names, 'at,-at,at,at', '', '-', 'id']) {
        const { status } = await admin.get(`${path}?sort=-${name}`);
        expect(status, `${path} ${name}`).to.equal(pattern.test(`-${name}`) ? 200 : 422);
      }
    }
  });

  it('says what a blank text is taken for', async () => {
    const { components } = await read();
    const formsOf = (shape: string, field: string) => {
      const fields = components.schemas[shape]?.properties as Record<string, { anyOf?: Json[] }>;
      return fields[field]?.anyOf ?? [];
    };
    expect(formsOf('UpdateTaskInput', 'assigned_user_id'))
      .to.deep.include({ const: '' })
      .and.deep.include({ type: 'null' });
    expect(formsOf('UpdateTaskInput', 'description')).to.deep.include({ type: 'null' });
    expect(formsOf('CreateUserInput', 'password')).to.deep.include({ const: '' });
    expect(formsOf('ChangePasswordInput', 'new_password')).to.deep.equal([]);
  });

  it('describes an event as it is sent, not as it is kept', async () => {
    const { components } = await read();
    const { required, additionalProperties } = components.schemas.IncomingEvent ?? {};
    expect(required).to.deep.equal(['id', 'detail-type', 'source', 'account', 'time', 'region']);
    expect(additionalProperties).to.equal(undefined);
  });

  it('has no format that only zod knows, and no pattern that JavaScript cannot read', async () => {
    const document = await read();
    const formats = new Set(valuesOf('format', document.components));
    expect([...formats].sort()).to.deep.equal(['date', 'date-time', 'email', 'uuid']);
    const patterns = [...valuesOf('pattern', document)] as string[];
    expect(patterns).not.to.have.length(0);
    for (const pattern of patterns) expect(() => new RegExp(pattern, 'u'), pattern).not.to.throw();
  });

  it('shows no secret among what comes out', async () => {
    const { components } = await read();
    const outputs = ['User', 'AwsAccount', 'ApiKey', 'MonitoringSettings', 'AuditEntry', 'Me'];
    for (const name of outputs) {
      const fields = Object.keys((components.schemas[name]?.properties ?? {}) as Json);
      expect(fields, name).not.to.have.length(0);
      expect(
        fields.filter((field) => /secret|hash|^key$|^password$|sealed/.test(field)),
        name,
      ).to.deep.equal([]);
    }
  });
});

describe('GET /api/docs', () => {
  it('is a page that works without internet', async () => {
    const { status, headers, body } = await api.get<string>('/docs', { base: '/api' });
    expect(status).to.equal(200);
    expect(headers.get('content-type')).to.match(/^text\/html/);
    const links = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link as string);
    expect(links.length).to.be.at.least(3);
    for (const link of links) {
      expect(link).to.match(/^\/api\//);
      const asset = await api.get<string>(link, { base: '' });
      expect(asset.status, link).to.equal(200);
      expect(asset.headers.get('content-type'), link).to.match(/javascript|css/);
    }
    expect(body).not.to.match(/https?:\/\//);
    const start = await api.get<string>('/docs/start.js', { base: '/api' });
    expect(start.body)
      .to.include('/api/openapi.json')
      .and.not.match(/https?:\/\//);
  });
});
