import { expect } from 'chai';
import { ERRORS, type ErrorCode } from '../../src/services/core/errors.js';
import type { Answer, ErrorBody } from './api.js';

/** Traces of what must never reach a caller: stacks, SQL, files. */
const INSIDES = /\n\s+at |\bSELECT\b|\bINSERT\b|\bsyntax\b|node_modules|\.(js|ts):\d+|QueryFailed|unexpected token/i;

/** A sentence for people; the first problem may stand before it, and begins with the name of a field. */
const isSentence = (message: string, details: ErrorBody['details'] = {}): boolean => {
  const [[field, problem] = ['', '']] = Object.entries(details);
  const lead = [`${field} ${problem}. `, `${problem}. `].find((text) => message.startsWith(text)) ?? '';
  return /^[A-Z].*\.$/s.test(message.slice(lead.length));
};

/** The answer is that error, in the one form that all errors have; `details` names the fields that it speaks of. */
export function expectError(
  answer: Answer<unknown>,
  code: ErrorCode,
  details: string[] | Record<string, RegExp> = [],
): void {
  const body = answer.body as ErrorBody;
  expect(body, `an error was expected, not ${answer.status} ${JSON.stringify(body)}`).to.be.an('object');
  expect({ status: answer.status, code: body.code, details: body.details }).to.include({
    status: ERRORS[code][0],
    code,
  });
  expect(body.message)
    .to.be.a('string')
    .and.satisfy((message: string) => isSentence(message, body.details));
  expect(body.request_id).to.equal(answer.headers.get('x-request-id'));
  expect(JSON.stringify(body)).not.to.match(INSIDES);
  const names = Array.isArray(details) ? details : Object.keys(details);
  expect(Object.keys(body.details ?? {}), `details of ${code}`).to.include.members(names);
  if (Array.isArray(details)) return;
  for (const [name, pattern] of Object.entries(details)) expect(body.details?.[name], name).to.match(pattern);
}
