import { expect } from 'chai';
import { routes } from '../../src/api/routes.js';
import { ACCESS, TARGETS } from '../access/access-table.js';
import { api } from '../support/api.js';
import { audited } from '../support/audit.js';
import { logLines } from '../support/log-lines.js';
import { aUser } from '../support/people.js';

/** What is not about a record, or needs more than a body to succeed, has its entries checked where it is tested. */
const isElsewhere = (path: string): boolean =>
  path.startsWith('/auth/') || path.endsWith('/change-password') || path === '/events';

const changing = routes.filter(({ method, path }) => method !== 'get' && !isElsewhere(path));

describe('The audit log', () => {
  for (const route of changing) {
    const name = `${route.method.toUpperCase()} ${route.path}`;

    it(`has exactly one entry for each success of ${name}`, async () => {
      const { target, body } = ACCESS[name] ?? {};
      const admin = await aUser({ role: 'admin' });
      const id = target ? await TARGETS[target]() : '';
      const headers = { 'x-request-id': 'one-request' };
      const { outcome, entries } = await audited(() =>
        api.as(admin).call(route.method.toUpperCase(), route.path.replace('{id}', id), { body: body?.(id), headers }),
      );
      expect(outcome.status, JSON.stringify(outcome.body)).to.be.within(200, 299);
      expect(entries).to.have.length(1);
      const [entry] = entries;
      expect(entry).to.include({ actor_id: admin.id, via: 'api', outcome: 'success', request_id: 'one-request' });
      expect(entry?.action).to.match(/^[a-z_]+\.[a-z_]+$/);
      expect(entry?.entity_id).to.be.a('string');
      expect(entry?.before ?? entry?.after, 'before or after').to.be.an('object');
      expect(JSON.stringify(entries) + logLines.all()).not.to.match(/\$2b\$12|sbx_[\w-]{20}|v\d\.[\w.-]{20}/);
    });
  }
});
