import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';

const docs = path.resolve(import.meta.dirname, '../../../docs');
const text = readFileSync(path.join(docs, 'asvs.md'), 'utf8');

/** Rows of all tables with so many columns, cell by cell. */
const rowsOf = (columns: number): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '))
    .filter(({ length }) => length === columns);

const requirements = rowsOf(5).filter(([name = '']) => /^V\d/.test(name));

/** What the introduction says: how many requirements are in each state. */
const counts = Object.fromEntries(rowsOf(3).map(([state = '', count]) => [state, Number(count)]));

const countOf = (isMeant: (requirement: string[]) => boolean): number => requirements.filter(isMeant).length;

const linked = [...text.matchAll(/\]\(([^)#]+)/g)]
  .map(([, target]) => target as string)
  .filter((target) => !target.startsWith('https:'));

describe('The table of the ASVS', () => {
  it('names files and tests that are there', () => {
    expect(linked.length).to.be.greaterThan(requirements.length);
    expect(linked.filter((target) => !existsSync(path.join(docs, target)))).to.deep.equal([]);
  });

  it('counts what it says', () => {
    for (const state of ['met', 'partly', 'not yet', 'does not apply']) {
      expect(counts[state], state).to.equal(countOf((cells) => cells[3] === state));
    }
    expect(counts.all).to.equal(requirements.length);
    const [, one, two] = /\| (\d+) of level 1, (\d+) of level 2 \|/.exec(text) ?? [];
    expect([one, two].map(Number)).to.deep.equal(['1', '2'].map((level) => countOf((cells) => cells[1] === level)));
  });

  it('has each requirement once, by what it is met, and by what it is not', () => {
    const names = requirements.map(([name]) => name);
    expect(new Set(names).size).to.equal(names.length);
    for (const [name, , asks, state, by = ''] of requirements) {
      expect(asks, name).not.to.equal('');
      if (state !== 'not yet') expect(by, name).not.to.equal('');
    }
  });
});
