import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { api } from '../support/api.js';
import type { ConnectionBody } from '../support/bodies.js';
import { aUser } from '../support/people.js';
import { anAwsAccount } from '../support/records.js';
import { startStsDouble } from '../support/sts-double.js';

const KEYS = { access_key_id: 'AKIAOWNKEY0123456789', secret_access_key: 'a-secret-that-never-comes-out' };

describe('A connection test that is sent elsewhere by the answer', () => {
  it('does not go there', async () => {
    const elsewhere = await startStsDouble({ account: '111122223333' });
    const asked = createServer((_req, res) => res.writeHead(307, { location: elsewhere.url }).end());
    try {
      await once(asked.listen(0, '127.0.0.1'), 'listening');
      process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(asked.address() as AddressInfo).port}`;
      const { id } = await anAwsAccount({ account_id: '111122223333', ...KEYS });
      const admin = api.as(await aUser({ role: 'admin' }));
      const { body } = await admin.post<ConnectionBody>(`/config/aws-accounts/${id}/test`);
      expect(body.success).to.equal(false);
      expect(elsewhere.calls).to.deep.equal([]);
    } finally {
      asked.close();
      elsewhere.stop();
    }
  });
});
