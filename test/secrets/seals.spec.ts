import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { openingKeyIds, type SealingKeys, seal, sealingKeyId, unseal } from '../../src/services/core/seal.js';

const [OLD, NEW, OTHER] = ['old', 'new', 'other'].map((word) => `${word} secret of thirty-two characters`) as [
  string,
  string,
  string,
];
const under = (SECRETS_KEY: string, ...SECRETS_KEYS_OLD: string[]): SealingKeys => ({ SECRETS_KEY, SECRETS_KEYS_OLD });

/** As the first version sealed it, under OF_THE_FIRST. */
const OF_THE_FIRST = 'a secret of the tests for sealed AWS keys';
const PURPOSE = 'monitoring_settings.alert_slack_webhook';
const FIRST_SEAL =
  'v1.TNxXmsWRNHWJmroWbAqAfrWEI-KRPO0yHH0DcVbI6cPymrhe-HB4OziW5PP3gFB1N_Nynxsj8msJq_snHLheB_iNCZpwm58FUgCCr0OfnhcsjFsvGZRXNHLiGg';

describe('A seal', () => {
  it('opens with the key that made it, be it an old one, and with no other', () => {
    const sealed = seal(under(OLD), 'a', 'plain ünicode');
    expect(unseal(under(OLD), 'a', sealed)).to.equal('plain ünicode');
    expect(unseal(under(NEW, OTHER, OLD), 'a', sealed)).to.equal('plain ünicode');
    expect(unseal(under(NEW, OTHER), 'a', sealed)).to.equal(null);
  });

  it('is made by SECRETS_KEY, and names it by an id that tells nothing of it', () => {
    const [id, ofOld] = openingKeyIds(under(NEW, OLD)) as [string, string];
    const [version, named] = seal(under(NEW, OLD), 'a', 'plain').split('.');
    expect([version, named]).to.deep.equal(['v2', id]);
    expect(id)
      .to.match(/^[0-9a-f]{12}$/)
      .and.not.equal(ofOld);
    expect(createHash('sha256').update(NEW).digest('hex')).not.to.include(id);
    expect(openingKeyIds(under(NEW))).to.deep.equal([id]);
  });

  it('opens for nothing but what it was made for', () => {
    const sealed = seal(under(NEW), 'one field of one record', 'plain');
    expect(unseal(under(NEW), 'the same field of another', sealed)).to.equal(null);
  });

  it('does not open when a character of it is another', () => {
    const keys = under(NEW, OLD);
    const sealed = seal(keys, 'a', 'plain');
    const [, , text] = sealed.split('.') as [string, string, string];
    const [, ofOld] = openingKeyIds(keys);
    const changed = [`v1.${text}`, `v3${sealed.slice(2)}`, `v2.${ofOld}.${text}`, sealed.slice(0, -3), `${sealed}AAAA`];
    for (const bad of [...changed, 'v2.', 'v1.AAAA', `v2.${sealingKeyId(keys)}.`, '', 'plain']) {
      expect(unseal(keys, 'a', bad), bad).to.equal(null);
    }
  });

  it('of the first version, which names no key, opens with whichever of them made it', () => {
    const plain = 'https://hooks.slack.com/services/T000/B000/of-the-first-version';
    expect(unseal(under(OF_THE_FIRST), PURPOSE, FIRST_SEAL)).to.equal(plain);
    expect(unseal(under(NEW, OLD, OF_THE_FIRST), PURPOSE, FIRST_SEAL)).to.equal(plain);
    expect(unseal(under(NEW, OLD), PURPOSE, FIRST_SEAL)).to.equal(null);
    expect(unseal(under(OF_THE_FIRST), 'another purpose', FIRST_SEAL)).to.equal(null);
  });
});
