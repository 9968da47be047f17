import { expect } from 'chai';
import { api } from '../support/api.js';
import type { AwsAccountBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { logLines } from '../support/log-lines.js';
import { aUser, type TestUser } from '../support/people.js';
import { anAwsAccount, awsAccountInput } from '../support/records.js';
import { sql } from '../support/world.js';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCY-the-secret';
const OTHER = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvb-another-one';
const KEYS = { access_key_id: 'AKIAIOSFODNN7EXAMPLE', secret_access_key: SECRET };
const PATH = '/config/aws-accounts';

describe('The secret access key of an AWS account', () => {
  let admin: TestUser;

  beforeEach(async () => {
    admin = await aUser({ role: 'admin' });
  });

  const sealed = async (id: string): Promise<string | null> =>
    (
      await sql<{ sealed: string | null }>(
        'SELECT secret_access_key_sealed AS sealed FROM aws_accounts WHERE id = $1',
        [id],
      )
    )[0]?.sealed ?? null;

  it('goes in and never comes out: not in answers, audit log, logs or the database', async () => {
    const created = await api.as(admin).post<AwsAccountBody>(PATH, awsAccountInput(KEYS));
    expect(created.status).to.equal(201);
    const { id } = created.body;
    const answers = [
      created,
      await api.as(admin).put(`${PATH}/${id}`, { secret_access_key: OTHER }),
      await api.as(admin).put(`${PATH}/${id}`, { secret_access_key: OTHER, nick: 1 }),
      await api.as(admin).get(PATH),
      await api.as(admin).get(`${PATH}/${id}`),
      await api.as(admin).get('/config/aws'),
      await api.as(admin).get('/audit'),
      await api.as(admin).delete(`${PATH}/${id}`),
    ];
    const stored = await sql('SELECT a.*, e.* FROM aws_accounts a, audit_entries e');
    const everything = JSON.stringify([answers.map(({ body }) => body), stored]) + logLines.all();
    expect(everything).not.to.include(SECRET).and.not.to.include(OTHER);
    const bodies = JSON.stringify(answers.slice(0, 2).map(({ body }) => body));
    expect(bodies).not.to.match(/secret/);
  });

  it('is sealed anew each time, and forgotten when the account is deleted', async () => {
    const [one, other] = [await anAwsAccount(KEYS), await anAwsAccount(KEYS)];
    expect(await sealed(one.id))
      .to.match(/^v2\.[0-9a-f]{12}\.[\w-]+$/)
      .and.not.equal(await sealed(other.id));
    await api.as(admin).delete(`${PATH}/${one.id}`);
    expect(await sealed(one.id)).to.equal(null);
  });

  it('stays when an update does not name it, and makes the account pending when it changes', async () => {
    const { id } = await anAwsAccount(KEYS);
    await sql(`UPDATE aws_accounts SET status = 'active' WHERE id = $1`, [id]);
    const before = await sealed(id);
    const renamed = await api.as(admin).put<AwsAccountBody>(`${PATH}/${id}`, { account_name: 'x' });
    expect(renamed.body.status).to.equal('active');
    expect(await sealed(id)).to.equal(before);
    const rekeyed = await api.as(admin).put<AwsAccountBody>(`${PATH}/${id}`, { secret_access_key: OTHER });
    expect(rekeyed.body.status).to.equal('pending');
    expect(await sealed(id)).not.to.equal(before);
  });

  it('goes with its id: neither stands alone, and both are emptied together', async () => {
    const create = (keys: object) => api.as(admin).post(PATH, awsAccountInput({ ...keys }));
    expectError(await create({ access_key_id: KEYS.access_key_id }), 'VALIDATION_FAILED', ['secret_access_key']);
    expectError(await create({ secret_access_key: SECRET }), 'VALIDATION_FAILED', ['access_key_id']);
    const { id } = await anAwsAccount(KEYS);
    expectError(await api.as(admin).put(`${PATH}/${id}`, { secret_access_key: null }), 'VALIDATION_FAILED');
    const { body } = await api.as(admin).put<AwsAccountBody>(`${PATH}/${id}`, { access_key_id: null });
    expect(body.access_key_id).to.equal(null);
    expect(await sealed(id)).to.equal(null);
  });
});
