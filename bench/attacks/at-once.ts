import { once } from 'node:events';
import { connect } from 'node:net';
import { type Attack, post, tokenOf } from './attack.js';

const pipelined: Attack = {
  name: '2,500 requests in one write of a connection',
  send: async ({ base }, tally) => {
    const { hostname, port } = new URL(base);
    const connection = connect(Number(port), hostname);
    let answers = '';
    connection.setEncoding('latin1').on('data', (text) => {
      answers += text;
    });
    // Whoever hangs up on it may do so in the middle of an answer.
    connection.on('error', () => undefined);
    connection.write(`GET / HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`.repeat(2500));
    const over = setTimeout(() => connection.destroy(), 10_000);
    await once(connection, 'close');
    clearTimeout(over);
    for (const [, status] of answers.matchAll(/HTTP\/1\.1 (\d{3}) /g)) tally(Number(status));
  },
};

const comments: Attack = {
  name: '150 comments on one task at once',
  send: async (who, tally) => {
    const headers = { authorization: `Bearer ${await tokenOf(who)}` };
    const made = await fetch(`${who.base}/api/tasks`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ title: `attacked ${who.run}` }),
    });
    const { id } = (await made.json()) as { id: string };
    const body = JSON.stringify({ comment: 'x'.repeat(2000) });
    await post(`${who.base}/api/tasks/${id}/comments`, { body, headers, times: 150 }, tally);
  },
};

export const atOnce: Attack[] = [pipelined, comments];
