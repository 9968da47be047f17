import { expect } from 'chai';
import { consoleAs } from '../support/console.js';
import { logLines } from '../support/log-lines.js';
import { aTask } from '../support/records.js';

const ACTIONS = ['list', 'search', 'show', 'new', 'edit', 'delete', 'bulkDelete', 'close', 'constructor', '%00', 'x'];

const QUERIES = [
  '',
  '?recordIds=x',
  '?searchProperty=constructor',
  '?page=-1&perPage=1e9',
  '?page=1e400&perPage=NaN',
  '?sortBy=constructor&direction=up',
  '?filters.title.4294967294=x',
];

const addressesOf = (resource: string, id: string): string[] =>
  ACTIONS.flatMap((action) => [
    `actions/${action}`,
    `actions/${action}/abc`,
    `records/${id}/${action}`,
    `records/x/${action}`,
    `bulk/${action}`,
  ])
    .concat(['search', 'search/abc', 'search/%', 'records', 'x/y/z'])
    .map((path) => `/resources/${resource}/${path}`);

/** Lists, pickers and what a record has: with a query that fits and a record that is there, these are addresses. */
const MAY_BE_ONE = /\/(actions\/(list|search)|records\/[^/]+\/(show|edit|delete|close))(\/[^/?]*)?(\?|$)/;

describe('An address of the console that is none', () => {
  const expectAnswers = async (paths: string[], answersOf: (path: string) => number[]): Promise<void> => {
    const { console } = await consoleAs('admin');
    for (const path of paths) {
      const { status } = await console.get(path);
      expect(answersOf(path), path).to.include(status);
    }
    expect(logLines.parsed().filter(({ level }) => level === 'error')).to.deep.equal([]);
  };

  const addresses = async (): Promise<string[]> => {
    const { id } = await aTask();
    return ['tasks', 'monitoring_settings', 'constructor'].flatMap((name) => addressesOf(name, id));
  };

  it('is not there for the pages’ calls, or names what is wrong', async function () {
    this.timeout(60_000);
    const calls = (await addresses()).flatMap((path) => QUERIES.map((query) => `/admin/api${path}${query}`));
    expect(calls.length).to.be.greaterThan(1000);
    await expectAnswers(calls, (path) => (MAY_BE_ONE.test(path) ? [200, 400, 404, 422] : [404]));
  });

  it('is a page that says so, or not there', async () => {
    const pages = (await addresses()).flatMap((path) => [`/admin${path}`, `/admin${path}?recordIds=`]);
    expect(pages.length).to.be.greaterThan(300);
    await expectAnswers(pages, () => [200, 404]);
  });

  it('is not there: bulk actions, actions of a record for none and the other way round, other pages', async () => {
    const { id } = await aTask();
    const paths = [
      '/admin/api/resources/tasks/actions/new',
      '/admin/api/resources/tasks/actions/edit',
      `/admin/api/resources/tasks/records/${id}/new`,
      `/admin/api/resources/tasks/records/${id}/list`,
      '/admin/api/resources/tasks/bulk/bulkDelete?recordIds=x',
      '/admin/api/pages/x',
      '/admin/api',
      '/admin/resources/tasks/bulk/x',
      '/admin/resources/tasks/bulk/x?recordIds=y',
    ];
    await expectAnswers(paths, () => [404]);
  });
});
