/** Every error that a caller can meet: its stable code, its HTTP status and a sentence for people. */
export const ERRORS = {
  INVALID_JSON: [400, 'The body is not valid JSON.'],
  MALFORMED_REQUEST: [400, 'The request is malformed.'],
  HOST_NOT_ALLOWED: [400, 'This host is none of those allowed here. Name it in PUBLIC_URL or ALLOWED_HOSTS.'],
  UNAUTHENTICATED: [401, 'Log in first: the token is missing, unknown or no longer valid.'],
  INVALID_CREDENTIALS: [401, 'Email or password is wrong.'],
  INVALID_REFRESH_TOKEN: [401, 'The refresh token is unknown, spent or expired. Log in again.'],
  FORBIDDEN: [403, 'You may not do this.'],
  PASSWORD_CHANGE_REQUIRED: [403, 'Change your password first.'],
  BAD_ORIGIN: [403, 'The request comes from a page of another origin.'],
  CSRF_TOKEN_MISMATCH: [403, 'The page is out of date. Reload it and try again.'],
  NOT_FOUND: [404, 'There is nothing here by that id or path.'],
  METHOD_NOT_ALLOWED: [405, 'This path does not take that method.'],
  EMAIL_TAKEN: [409, 'This email is in use.'],
  ACCOUNT_ID_TAKEN: [409, 'This AWS account is already there.'],
  TOO_MANY_COMMENTS: [409, 'This task has as many comments as it can have. Go on in another task.'],
  EVENT_HAS_TASK: [409, 'This event has a task already.'],
  LAST_ADMIN: [409, 'This is the last active administrator.'],
  OWN_ACCOUNT: [409, 'You cannot delete yourself.'],
  ALREADY_REVOKED: [409, 'This key is revoked already.'],
  JOB_NOT_FAILED: [409, 'Only a job that has failed can be tried again.'],
  IDEMPOTENCY_IN_PROGRESS: [409, 'The first call with this Idempotency-Key still runs.'],
  STALE_RECORD: [409, 'Someone else has changed this record. Reload it and try again.'],
  PRECONDITION_FAILED: [412, 'The record has changed since you read it.'],
  BODY_TOO_LARGE: [413, 'The body is too large.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Send the body as application/json.'],
  VALIDATION_FAILED: [422, 'The input is not valid.'],
  IDEMPOTENCY_KEY_REUSED: [422, 'This Idempotency-Key came with another body before.'],
  ALL_EVENTS_REJECTED: [422, 'No event could be accepted.'],
  RATE_LIMITED: [429, 'Too many requests.'],
  INTERNAL: [500, 'Something went wrong on our side.'],
  DATABASE_UNAVAILABLE: [503, 'The database is away. Try again in a moment.'],
  OVERLOADED: [503, 'More events are waiting than can be written. Try again in a moment.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type ErrorCode = keyof typeof ERRORS;

/** Maps a field to its problem. */
export type Details = Record<string, string>;

interface Extras {
  details?: Details;
  message?: string;
  /** Seconds, for the Retry-After header. */
  retryAfter?: number;
  cause?: unknown;
}

/** The one class of errors that are meant for the caller. Anything else is a fault of ours. */
export class AppError extends Error {
  readonly status: number;
  readonly details: Details | undefined;
  readonly retryAfter: number | undefined;
  /** The message without the first problem that may stand before it, for a page that shows problems at their fields. */
  readonly sentence: string;

  constructor(
    readonly code: ErrorCode,
    { details, message, retryAfter, cause }: Extras = {},
  ) {
    const sentence = message ?? ERRORS[code][1];
    super([...firstProblem(code, details), sentence].join(' '), { cause });
    this.sentence = sentence;
    this.status = ERRORS[code][0];
    this.details = details;
    this.retryAfter = retryAfter;
  }
}

/** What comes before the sentence, for clients that show nothing else. */
function firstProblem(code: ErrorCode, details: Details = {}): string[] {
  const [first] = Object.entries(details);
  if (!first) return [];
  const [field, problem] = first;
  if (code === 'VALIDATION_FAILED') return [`${field} ${problem}.`];
  // The fields are the places of events, whose errors name their own.
  return code === 'ALL_EVENTS_REJECTED' ? [`${problem}.`] : [];
}

export const invalid = (details: Details): AppError => new AppError('VALIDATION_FAILED', { details });
