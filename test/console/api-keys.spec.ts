import { expect } from 'chai';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { consoleAs } from '../support/console.js';
import { aUser } from '../support/people.js';
import { anEvent } from '../support/records.js';
import { sql } from '../support/world.js';

describe('API keys in the console', () => {
  const make = async () => {
    const { console } = await consoleAs('admin');
    const made = await console.create('api_keys', { name: 'EventBridge', scopes: ['events:write'] });
    return { console, made, id: made.body.record?.id as string, token: made.body.secret?.value as string };
  };

  it('are shown once, and bring events in', async () => {
    const { console, made, id, token } = await make();
    expect(token).to.match(/^sbx_/);
    expect(made.body.record?.params).not.to.have.any.keys('hash', 'key', 'secret');
    expect((await console.read('api_keys', id)).text).not.to.contain(token);
    expect((await api.as({ token }).post('/events', anEvent())).status).to.equal(201);
  });

  it('stop working at once when they are revoked, which works once', async () => {
    const { console, id, token } = await make();
    expect((await console.act('api_keys', id, 'revoke')).body.notice?.type).to.equal('success');
    expect((await api.as({ token }).post('/events', anEvent())).status).to.equal(401);
    const again = await console.act('api_keys', id, 'revoke');
    expect(again.body.notice).to.deep.include({ type: 'error', message: 'This key is revoked already.' });
    const actions = await sql('SELECT action, outcome FROM audit_entries ORDER BY id');
    expect(actions).to.deep.equal([
      { action: 'api_key.create', outcome: 'success' },
      { action: 'api_key.revoke', outcome: 'success' },
    ]);
  });

  it('say whether they work', async () => {
    const { user, console } = await consoleAs('admin');
    const maker = await aUser({ role: 'admin', is_active: false });
    await anApiKey({ name: 'active', created_by: user.id });
    await anApiKey({ name: 'disabled', created_by: maker.id });
    await anApiKey({ name: 'expired', expires_at: new Date(0) });
    await anApiKey({ name: 'revoked', revoked_at: new Date(0) });
    const { records = [] } = (await console.list('api_keys')).body;
    expect(records).to.have.length(4);
    for (const { params } of records) expect(params.key_state).to.equal(params.name);
  });

  it('ask for a scope', async () => {
    const { console } = await consoleAs('admin');
    const { body } = await console.create('api_keys', { name: 'Nothing' });
    expect(body.record?.errors.scopes?.message).to.equal('is required');
  });
});
