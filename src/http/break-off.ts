import type { Response } from 'express';

/**
 * Cuts an answer off in the middle. By a reset: to those who speak HTTP/1.0, as nginx does of itself, an orderly end of
 * the connection is the end of the answer, and they would take half of it for the whole.
 */
export function breakOff(res: Response, error: Error): void {
  res.socket?.resetAndDestroy();
  res.destroy(error);
}
