import type { Details, ErrorCode } from '../../../services/core/errors.js';

/** What the server says about a failure, in every place where it says so. */
export interface ErrorBody {
  code?: ErrorCode;
  message?: string;
  details?: Details;
  request_id?: string;
}

interface Failure {
  status: number | undefined;
  body: ErrorBody;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The answer behind a rejected request; none at all when the server was not reached. */
export function failureOf(error: unknown): Failure {
  const response = isObject(error) && isObject(error.response) ? error.response : undefined;
  return {
    status: typeof response?.status === 'number' ? response.status : undefined,
    body: isObject(response?.data) ? (response.data as ErrorBody) : {},
  };
}

/** A sentence for people. Without an answer nobody knows whether the change was made, and it says so. */
export function explain({ status, body }: Failure, isWrite = false): string {
  if (status === undefined) {
    const advice = isWrite
      ? 'Check your connection, and look whether it was done before you try again.'
      : 'Check your connection.';
    return `Signalbox did not answer. ${advice}`;
  }
  const message = body.message ?? `The server answered with an error (${status}).`;
  return body.request_id ? `${message} (request ${body.request_id})` : message;
}

/** Leaves for the page that has to come first, where the answer demands one. Says whether it does. */
export function leaveIfAsked({ status, body }: Failure): boolean {
  if (status === 401) {
    const here = `${window.location.pathname}${window.location.search}`;
    window.location.assign(`/admin/login?next=${encodeURIComponent(here)}`);
    return true;
  }
  if (body.code !== 'PASSWORD_CHANGE_REQUIRED') return false;
  window.location.assign('/admin/change-password');
  return true;
}

/** For a page that is being left: nothing more happens on it. */
export const never = <Value,>(): Promise<Value> => new Promise<Value>(() => {});

const EVENT = 'signalbox:failure';

export interface ReadFailure {
  message: string;
  /** The page of the record that could not be read. */
  page: string | undefined;
}

/** Tells of a failure to read where AdminJS's own code would keep silent. */
export const announceFailure = (detail: ReadFailure): boolean =>
  window.dispatchEvent(new CustomEvent(EVENT, { detail }));

/** Hears of announced failures, until the function that comes back is called. */
export function onFailure(handle: (failure: ReadFailure) => void): () => void {
  const listener = (event: Event) => handle((event as CustomEvent<ReadFailure>).detail);
  window.addEventListener(EVENT, listener);
  return () => window.removeEventListener(EVENT, listener);
}
