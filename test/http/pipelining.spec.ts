import { expect } from 'chai';
import { eventually } from '../support/eventually.js';
import { logLines } from '../support/log-lines.js';
import { RawConnection } from '../support/raw-connection.js';
import { origin } from '../support/world.js';

const REQUEST = 'GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n';

const connect = (): RawConnection => {
  const { hostname, port } = new URL(origin);
  return new RawConnection(Number(port), hostname);
};

describe('A connection', () => {
  it('that brings requests before the first is answered is ended, and the others are not begun', async () => {
    const connection = connect();
    connection.send(REQUEST.repeat(2000));
    await connection.ended;
    expect(connection.answers().length).to.be.at.most(1);
    const begun = () => logLines.parsed().filter(({ ms }) => ms !== undefined);
    await eventually(() => begun().length > 0);
    expect(begun()).to.have.length(1);
  });

  it('that waits for each answer brings as many as it likes', async () => {
    const connection = connect();
    for (let count = 1; count <= 50; count++) {
      connection.send(REQUEST);
      await eventually(() => connection.answers().length === count);
    }
    expect(connection.answers()).to.deep.equal(Array(50).fill('404'));
  });
});
