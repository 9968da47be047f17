import { ApiClient, type NoticeMessage } from 'adminjs';
import type { Details } from '../../../services/core/errors.js';
import { recordPath } from '../ui/links';
import { announceFailure, explain, failureOf, leaveIfAsked, never } from './failure';
import { noteList } from './list-failures';

/**
 * Mends AdminJS's client, once, for every part of the console:
 * - it would perform actions by GET, which the server refuses: they go by POST;
 * - it would drop what the server says about a failure: that becomes a notice.
 */
interface Call {
  resourceId: string;
  actionName: string;
  recordId?: string;
  method?: string;
  data?: unknown;
}

interface Answer {
  data: Record<string, unknown>;
}

type Method = (this: ApiClient, call: Call) => Promise<Answer>;

const EMPTY_LIST = { records: [], meta: { total: 0, perPage: 20, page: 1, direction: 'asc', sortBy: '' } };

function mend(name: 'recordAction' | 'resourceAction' | 'bulkAction'): void {
  const prototype = ApiClient.prototype as unknown as Record<string, Method>;
  const original = prototype[name] as Method;
  prototype[name] = async function mended(call) {
    // AdminJS names a method only where it performs an action; it reads without one.
    const sent = call.method === 'get' ? { ...call, method: 'post', data: call.data ?? {} } : call;
    const isWrite = sent.data !== undefined || sent.method === 'post';
    try {
      const answer = await original.call(this, sent);
      if (sent.actionName === 'list') noteList(sent.resourceId, refusalOf(answer));
      return answer;
    } catch (error) {
      return answerFor(sent, isWrite, error);
    }
  };
}

/** What AdminJS gets in the place of a request that failed. */
function answerFor(call: Call, isWrite: boolean, error: unknown): Answer | Promise<Answer> {
  const failure = failureOf(error);
  if (leaveIfAsked(failure)) return never<Answer>();
  const message = explain(failure, isWrite);
  if (isWrite) return { data: refusedWrite(call, message, failure.body.details ?? {}) };
  if (call.actionName === 'list') noteList(call.resourceId, message);
  const { resourceId, recordId, actionName } = call;
  announceFailure({ message, page: recordId && recordPath(resourceId, recordId, actionName) });
  return { data: { ...EMPTY_LIST } };
}

/** AdminJS answers some refusals with a notice beside an empty list. */
function refusalOf({ data }: Answer): string | undefined {
  const notice = data.notice as Partial<NoticeMessage> | undefined;
  return notice?.type === 'error' ? (notice.message ?? 'The list could not be read.') : undefined;
}

/**
 * A form needs a record back, or it breaks: one without params leaves what was typed. Everything else is better
 * without: the page then reads the record anew.
 */
function refusedWrite(call: Call, message: string, details: Details): Record<string, unknown> {
  const notice = { type: 'error', message };
  if (!(call.data instanceof FormData)) return { notice, records: [] };
  const errors = Object.fromEntries(Object.entries(details).map(([field, text]) => [field, { message: text }]));
  const empty = { params: {}, populated: {}, baseError: null, recordActions: [], bulkActions: [], title: '' };
  return { notice, record: { ...empty, id: call.recordId, errors } };
}

mend('recordAction');
mend('resourceAction');
mend('bulkAction');
