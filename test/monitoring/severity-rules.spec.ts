import { expect } from 'chai';
import { api } from '../support/api.js';
import type { EventBody } from '../support/bodies.js';
import { aUser, type TestUser } from '../support/people.js';
import { aStoredEvent } from '../support/records.js';

type Rule = { metric: string; operator: string; value: number | string; severity: string };

const rule = (operator: string, value: number | string, severity: string, metric = 'load.cpu'): Rule => ({
  metric,
  operator,
  value,
  severity,
});

describe('Severity rules of the monitoring settings', () => {
  let admin: TestUser;

  beforeEach(async () => {
    admin = await aUser({ role: 'admin' });
  });

  async function setRules(severity_rules: Rule[] | { conditions: Rule[] }, service_name = 'shop'): Promise<void> {
    const { status, body } = await api
      .as(admin)
      .put('/config/monitoring', { services: [{ service_name, severity_rules }] });
    expect(status, JSON.stringify(body)).to.equal(200);
  }

  async function severityOf(cpu: unknown, fields: Record<string, unknown> = {}): Promise<string> {
    const id = await aStoredEvent({ source: 'shop', 'detail-type': 'News', detail: { load: { cpu } }, ...fields });
    return (await api.as(admin).get<EventBody>(`/events/${id}`)).body.severity;
  }

  it('set the severity of what comes in: the first that matches', async () => {
    expect(await severityOf(95)).to.equal('unknown');
    await setRules([rule('>=', 90, 'critical'), rule('>', 70, 'high'), rule('<', 5, 'low')]);
    expect(await severityOf(95)).to.equal('critical');
    expect(await severityOf(90)).to.equal('critical');
    expect(await severityOf(89.5)).to.equal('high');
    expect(await severityOf(70)).to.equal('unknown');
    expect(await severityOf(4)).to.equal('low');
  });

  it('have six operators', async () => {
    const matching: [string, number, number[]][] = [
      ['>=', 5, [5, 6]],
      ['>', 5, [6]],
      ['<=', 5, [4, 5]],
      ['<', 5, [4]],
      ['==', 5, [5]],
      ['!=', 5, [4, 6]],
    ];
    for (const [operator, value, expected] of matching) {
      await setRules([rule(operator, value, 'high')]);
      const found: number[] = [];
      for (const cpu of [4, 5, 6]) if ((await severityOf(cpu)) === 'high') found.push(cpu);
      expect(found, operator).to.deep.equal(expected);
    }
  });

  it('compare words, too', async () => {
    await setRules([rule('==', 'red', 'critical'), rule('!=', 'green', 'medium')]);
    expect(await severityOf('red')).to.equal('critical');
    expect(await severityOf('amber')).to.equal('medium');
    expect(await severityOf('green')).to.equal('unknown');
  });

  it('are known in both spellings', async () => {
    await setRules({ conditions: [rule('>', 1, 'high')] });
    expect(await severityOf(2)).to.equal('high');
  });

  it('are found for a service with or without aws., in any case', async () => {
    await setRules([rule('>', 1, 'high')], 'EC2');
    expect(await severityOf(2, { source: 'aws.ec2' })).to.equal('high');
    expect(await severityOf(2, { source: 'ec2' })).to.equal('high');
    expect(await severityOf(2, { source: 'aws.ec2spot' })).to.equal('unknown');
  });

  it('do not match what is not there', async () => {
    await setRules([
      rule('!=', 1, 'high'),
      rule('!=', 'x', 'high'),
      rule('<', 1, 'high', 'load.cpu.deep'),
      rule('<', 9, 'high', 'toString'),
    ]);
    expect(await severityOf(undefined)).to.equal('unknown');
    expect(await severityOf(null)).to.equal('unknown');
  });

  it('come after the sender’s own word and before what the source says', async () => {
    await setRules([rule('>', 1, 'low')]);
    expect(await severityOf(2, { severity: 'critical' })).to.equal('critical');
    expect(await severityOf(2, { 'detail-type': 'Everything Failed' })).to.equal('low');
    expect(await severityOf(0, { 'detail-type': 'Everything Failed' })).to.equal('high');
  });
});
