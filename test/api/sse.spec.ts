import { expect } from 'chai';
import { formatEvent, HEARTBEAT } from '../../src/api/sse.js';

describe('A server-sent event', () => {
  it('is its data and an empty line', () => {
    expect(formatEvent({ data: '{"a":1}' })).to.equal('data: {"a":1}\n\n');
  });

  it('has an id, a name and a time to wait where they are given', () => {
    expect(formatEvent({ data: 'x', id: '7', event: 'task', retry: 0 })).to.equal(
      'event: task\nid: 7\nretry: 0\ndata: x\n\n',
    );
  });

  it('keeps each line of its data, so that nothing in it looks like a field or an end', () => {
    expect(formatEvent({ data: 'one\ntwo\r\nthree\rid: 8\n\n' })).to.equal(
      'data: one\ndata: two\ndata: three\ndata: id: 8\ndata: \ndata: \n\n',
    );
  });

  it('can be nothing but a sign of life', () => {
    expect(HEARTBEAT).to.match(/^:.*\n\n$/);
  });
});
