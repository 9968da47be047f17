import express, { type Request, type Response } from 'express';

type Options = NonNullable<Parameters<typeof express.raw>[0]>;

/** Reads a request's body as it came, once; empty where it is of none of the types. Rejects with the body parser's error. */
export function bytesReader(options: Options): (req: Request, res: Response) => Promise<Buffer> {
  const read = express.raw(options);
  return async (req, res) => {
    await new Promise<void>((resolve, reject) => read(req, res, (error) => (error ? reject(error) : resolve())));
    return (req.body as Buffer | undefined) ?? Buffer.alloc(0);
  };
}
