import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

/**
 * Content that is the same for everybody: read and compressed once, with the first request. To compress it for each
 * would let strangers fill memory and threads, and so would a copy for each who does not read it.
 */
export function keepContent(type: string, read: () => Promise<Buffer>): RequestHandler {
  let kept: Promise<{ plain: Buffer; zipped: Buffer }> | undefined;
  return async (req, res) => {
    kept ??= keep(read).catch((error) => {
      kept = undefined;
      throw error;
    });
    const { plain, zipped } = await kept;
    const isZipped = req.acceptsEncodings('gzip') === 'gzip';
    const body = isZipped ? zipped : plain;
    res.set({ 'Content-Type': type, 'Content-Length': `${body.length}` }).vary('Accept-Encoding');
    if (isZipped) res.set('Content-Encoding', 'gzip');
    res.end(body);
  };
}

async function keep(read: () => Promise<Buffer>): Promise<{ plain: Buffer; zipped: Buffer }> {
  const plain = await read();
  return { plain, zipped: await promisify(gzip)(plain) };
}
