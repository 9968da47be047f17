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

describe('An address of the console that is none', () => {
  const expectNoFault = async (paths: string[], isKnown: (status: number) => boolean): Promise<void> => {
    const { console } = await consoleAs('admin');
    for (const path of paths) {
      const { status } = await console.get(path);
      expect(isKnown(status), `${path}: ${status}`).to.equal(true);
    }
    expect(logLines.parsed().filter(({ level }) => level === 'error')).to.deep.equal([]);
  };

  const isAnswer = (status: number): boolean => status < 500;

  for (const door of ['/admin/api', '/admin']) {
    it(`is no fault of ours below ${door}`, async function () {
      this.timeout(60_000);
      const { id } = await aTask();
      const paths = ['tasks', 'monitoring_settings', 'constructor'].flatMap((name) => addressesOf(name, id));
      const asks = paths.flatMap((path) => (door === '/admin' ? ['', '?recordIds='] : QUERIES).map((q) => path + q));
      await expectNoFault(
        asks.map((path) => `${door}${path}`),
        isAnswer,
      );
      expect(asks.length).to.be.greaterThan(300);
    });
  }

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
    await expectNoFault(paths, (status) => status === 404);
  });
});
