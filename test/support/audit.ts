import { expect } from 'chai';
import type { AuditEntry } from '../../src/entities/audit-entry.entity.js';
import type { TestUser } from './people.js';
import { deps, sql } from './world.js';

/** Does something and gives, beside its outcome, what the audit log has to say about it; no minute before it counts. */
export async function audited<T>(work: () => Promise<T>): Promise<{ outcome: T; entries: AuditEntry[] }> {
  await deps.denials.close();
  const before = await sql<{ id: string }>('SELECT id FROM audit_entries');
  const outcome = await work();
  const entries = await sql<AuditEntry>('SELECT * FROM audit_entries WHERE id <> ALL($1) ORDER BY id', [
    before.map(({ id }) => id),
  ]);
  return { outcome, entries };
}

/** Exactly one entry, of that person, and with at least these fields. */
export function expectOneEntry(entries: AuditEntry[], by: TestUser, expected: Partial<AuditEntry>): void {
  expect(entries, JSON.stringify(entries)).to.have.length(1);
  const { before, after, ...flat } = expected;
  expect(entries[0]).to.include({ actor_id: by.id, actor_email: by.email, via: 'api', outcome: 'success', ...flat });
  if (before !== undefined) expect(entries[0]?.before).to.deep.equal(before);
  if (after !== undefined) expect(entries[0]?.after).to.deep.include(after);
  expect(entries[0]?.request_id).to.be.a('string');
  expect(entries[0]?.ip).to.equal('127.0.0.1');
}
