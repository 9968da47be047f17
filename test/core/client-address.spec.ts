import { expect } from 'chai';
import { countedAddress, plainAddress } from '../../src/services/core/access/client-address.js';

describe('The address of a caller', () => {
  for (const [text, plain, counted = plain] of [
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:49152', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:49152', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:0000:0000:0000:0001', '2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]', '2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]:443', '2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:0:1:0:0:1:1', '2001:db8:0:1::1:1', '2001:db8:0:1::/64'],
    ['1::2:3:4:5:6:7', '1:0:2:3:4:5:6:7', '1:0:2:3::/64'],
    ['fe80::1%eth0', 'fe80::1', 'fe80:0:0:0::/64'],
    ['::1', '::1', '0:0:0:0::/64'],
    ['::', '::', '0:0:0:0::/64'],
  ] as const) {
    it(`is ${plain} for ${text}, and counts as ${counted}`, () => {
      expect(plainAddress(text)).to.equal(plain);
      expect(countedAddress(plain)).to.equal(counted);
    });
  }

  for (const text of [
    undefined,
    '',
    'unknown',
    'localhost',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.07',
    '203.0.113.7:',
    '203.0.113.7:port',
    '203.0.113.7:123456',
    '203.0.113.7, 203.0.113.8',
    '[203.0.113.7',
    '2001:db8::1::2',
    '2001:db8::g',
    "'; DROP TABLE users; --",
    '1'.repeat(1000),
    `2001:db8::1%${'x'.repeat(1000)}`,
    `[${':'.repeat(5000)}]:1`,
  ]) {
    it(`is none in ${text === undefined ? 'nothing' : `“${text.slice(0, 40)}”, ${text.length} characters long`}`, () => {
      expect(plainAddress(text)).to.equal(null);
    });
  }

  it('counts together where nothing is known of it', () => {
    expect(countedAddress(null)).to.equal('unknown');
  });
});
