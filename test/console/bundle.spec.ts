import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { CONSOLE_DIR } from '../../src/admin/adminjs/environment.js';
import { PERMISSIONS } from '../../src/services/core/access/policy.js';
import { ERRORS } from '../../src/services/core/errors.js';

// Components take types from services, which the bundler drops: this shows that it does.
describe('The bundle of the console’s components', () => {
  const bundle = readFileSync(path.join(CONSOLE_DIR, 'assets/components.bundle.js'), 'utf8');

  it('takes nothing but what AdminJS puts on the page', () => {
    const [, taken = ''] = /\}\)\(([\w,]+)\);\s*$/.exec(bundle) ?? [];
    expect(taken.split(',')).to.have.members(['React', 'AdminJSDesignSystem', 'AdminJS', 'styled', 'ReactRouterDOM']);
  });

  const TEXTS = {
    permissions: Object.keys(PERMISSIONS),
    'errors’ sentences': Object.values(ERRORS).map(([, sentence]) => sentence),
    statements: ['SELECT ', 'INSERT INTO', 'UPDATE '],
    schemas: ['ZodError', 'strictObject'],
    entities: ['typeorm', 'reflect-metadata', '__decorate'],
  };

  for (const [what, texts] of Object.entries(TEXTS)) {
    it(`holds none of the server’s ${what}`, () => {
      expect(texts.filter((text) => bundle.includes(text))).to.deep.equal([]);
    });
  }
});
