import { expect } from 'chai';
import { consoleAs } from '../support/console.js';
import { RawConnection } from '../support/raw-connection.js';
import { origin } from '../support/world.js';

/** The statuses of the answers to what is sent as it stands, once the connection has ended. */
async function answersTo(text: string): Promise<string[]> {
  const { hostname, port } = new URL(origin);
  const connection = new RawConnection(Number(port), hostname);
  connection.send(text);
  await connection.ended;
  return connection.answers();
}

describe('What is asked for beside the routes', () => {
  it('TRACE echoes nothing', async () => {
    for (const path of ['/', '/health', '/api/tasks', '/api/nothing', '/admin', '/admin/login']) {
      const [status] = await answersTo(`TRACE ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      expect(Number(status), path).to.be.within(400, 405);
    }
  });

  it('no folder is listed, and no file is served beside those that pages use', async () => {
    const { console } = await consoleAs('admin');
    for (const path of [
      '/api/docs/assets/',
      '/api/docs/assets/index.html',
      '/api/docs/assets/package.json',
      '/api/docs/assets/swagger-ui.css.map',
      '/admin/assets/',
      '/admin/frontend/assets/',
      '/admin/frontend/assets/..%2f..%2fpackage.json',
      '/admin/frontend/assets/.entry.js',
      '/api/docs/assets/..%2f..%2fexpress/package.json',
      '/api/docs/assets/%2e%2e/%2e%2e/express/package.json',
      '/package.json',
      '/.git/config',
      '/.env',
      '/data/secrets.json',
    ]) {
      expect((await console.get(path)).status, path).to.equal(404);
    }
  });

  it('a message with two lengths, or with a length and chunks, is no request', async () => {
    const head = 'POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
    for (const rest of [
      'Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}',
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
      'Transfer-Encoding : chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    ]) {
      expect(await answersTo(head + rest), rest).to.deep.equal(['400']);
    }
  });
});
