import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { atEnd } from './cleanups.js';

interface Kept {
  text: string;
  until: number;
}

/** As much of a Redis as the app uses, for machines without one: texts that end, and the count of the rate limits. */
export async function startRedisDouble(): Promise<string> {
  const kept = new Map<string, Kept>();
  const server = createServer((socket) => answerAll(socket, kept)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answerAll(socket: Socket, kept: Map<string, Kept>): void {
  let text = '';
  socket.on('error', () => {});
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part;
    for (let command = readCommand(text); command; command = readCommand(text)) {
      text = text.slice(command.length);
      socket.write(answer(command.words, kept), 'latin1');
    }
  });
}

/** `*2\r\n$4\r\nMGET\r\n$1\r\nk\r\n`; null as long as it is not all there. */
function readCommand(text: string): { words: string[]; length: number } | null {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) return null;
  const words: string[] = [];
  let at = head[0].length;
  while (words.length < Number(head[1])) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(at));
    if (!size) return null;
    at += size[0].length;
    const end = at + Number(size[1]);
    if (text.length < end + 2) return null;
    words.push(text.slice(at, end));
    at = end + 2;
  }
  return { words, length: at };
}

function answer([name = '', ...words]: string[], kept: Map<string, Kept>): string {
  const read = (key: string): Kept | undefined => {
    const found = kept.get(key);
    return found && found.until > Date.now() ? found : undefined;
  };
  const bulk = (found: Kept | undefined): string => (found ? `$${found.text.length}\r\n${found.text}\r\n` : '_\r\n');
  switch (name) {
    case 'HELLO':
      return '%1\r\n+proto\r\n:3\r\n';
    case 'PING':
      return '+PONG\r\n';
    case 'MGET':
      return `*${words.length}\r\n${words.map((key) => bulk(read(key))).join('')}`;
    case 'SET': {
      const [key = '', text = '', , milliseconds] = words;
      kept.set(key, { text, until: Date.now() + Number(milliseconds) });
      return '+OK\r\n';
    }
    case 'EVAL': {
      const [, , key = '', points, seconds] = words;
      const { text, until } = read(key) ?? { text: '0', until: Date.now() + Number(seconds) * 1000 };
      const count = Number(text) + Number(points);
      kept.set(key, { text: String(count), until });
      return `*2\r\n:${count}\r\n:${until - Date.now()}\r\n`;
    }
    default:
      return `-ERR unknown command '${name}'\r\n`;
  }
}
