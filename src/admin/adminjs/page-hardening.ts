import type { RequestHandler } from 'express';

/** AdminJS prints the page's state as a script; a record's text must not be able to end that script. */
function escapeState(html: string): string {
  const start = html.indexOf('window.REDUX_STATE = ');
  // A line break inside the state is written as \n, so the first real one after it is where the state ends.
  const end = html.indexOf('\n', start);
  if (start === -1 || end === -1) return html;
  return html.slice(0, start) + html.slice(start, end).replaceAll('<', '\\u003c') + html.slice(end);
}

const dropOutsideFonts = (html: string): string => html.replace(/<link [^>]*fonts\.googleapis\.com[^>]*>/g, '');

const addNonces = (html: string, nonce: string): string => html.replaceAll('<script', `<script nonce="${nonce}"`);

/** The version goes into the address, so that browsers may keep a bundle for good. */
const addVersions = (html: string, versions: Record<string, string>): string =>
  html.replace(/(\/frontend\/assets\/)([\w.-]+\.js)"/g, (whole, folder: string, name: string) =>
    versions[name] ? `${folder}${name}?v=${versions[name]}"` : whole,
  );

/** Mends the pages that AdminJS renders on their way out. */
export function hardenPages(assetVersions: Record<string, string>): RequestHandler {
  return (_req, res, next) => {
    const send = res.send.bind(res);
    res.send = (body) => {
      const isPage = typeof body === 'string' && body.trimStart().startsWith('<!DOCTYPE html>');
      if (!isPage) return send(body);
      const mended = addVersions(dropOutsideFonts(escapeState(body)), assetVersions);
      return send(addNonces(mended, res.locals.nonce));
    };
    next();
  };
}
