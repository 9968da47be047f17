import { expect } from 'chai';
import { type RunningSignalbox, runSignalbox } from '../support/running-signalbox.js';

const BUNDLES = ['app', 'components', 'design-system', 'global'];
const MIB = 1024 * 1024;

describe('The console’s bundles in production', () => {
  let signalbox: RunningSignalbox;

  before(async () => {
    signalbox = await runSignalbox({});
  });

  after(() => signalbox?.stop());

  const load = (name: string, headers: Record<string, string>) =>
    fetch(`${signalbox.base}/admin/frontend/assets/${name}.bundle.js`, { headers });

  for (const name of BUNDLES) {
    it(`serves ${name}, compressed or plain`, async () => {
      const plain = await load(name, { 'accept-encoding': 'identity' });
      expect(plain.status).to.equal(200);
      expect(plain.headers.get('content-encoding')).to.equal(null);
      const compressed = await load(name, { 'accept-encoding': 'br' });
      expect(compressed.headers.get('content-encoding')).to.equal('br');
      expect(await compressed.text()).to.equal(await plain.text());
    });
  }

  it('loads less than 1 MiB over the wire', async () => {
    const sizes = await Promise.all(
      BUNDLES.map(async (name) =>
        Number((await load(name, { 'accept-encoding': 'br' })).headers.get('content-length')),
      ),
    );
    expect(sizes.reduce((total, size) => total + size, 0)).to.be.within(1, MIB);
  });

  it('answers 304 to who has it already', async () => {
    const first = await load('app', {});
    const etag = first.headers.get('etag') ?? '';
    // fetch would ask caches to step aside; browsers ask like this.
    const again = await load('app', { 'if-none-match': etag, 'cache-control': 'max-age=0' });
    expect(again.status).to.equal(304);
  });
});
