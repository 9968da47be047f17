import { AppError, type Details, type ErrorCode } from './errors.js';
import { isOfConnection } from './pool.js';

/** What breaking a constraint means to the caller. */
const CONSTRAINTS: Record<string, [code: ErrorCode, details: Details]> = {
  users_email_key: ['EMAIL_TAKEN', { email: 'is in use' }],
  aws_accounts_account_id_key: ['ACCOUNT_ID_TAKEN', { account_id: 'is already there' }],
  tasks_event_id_key: ['EVENT_HAS_TASK', { event_id: 'has a task already' }],
  tasks_assigned_user_id_fkey: ['VALIDATION_FAILED', { assigned_user_id: 'is no user' }],
};

const AWAY_CODES = /^(ECONN|EPIPE|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EAI_|08|53|57|25006|40001|40P01|55P03)/;

/**
 * Of a statement that was not answered in time. The driver's own clock says it, in words alone: nothing has happened to
 * the connection, and only the answer would tell.
 */
const UNANSWERED = 'Query read timeout';

interface DatabaseError {
  code?: string;
  constraint?: string;
  message?: string;
  driverError?: DatabaseError;
}

/** Whether an error says that the database is away or too busy just now, so that trying again makes sense. */
function isDatabaseAway(error: unknown): boolean {
  const known = (error ?? {}) as DatabaseError;
  return (
    isOfConnection(known) ||
    AWAY_CODES.test(known.code ?? '') ||
    isUnanswered(known) ||
    (known.driverError !== undefined && isDatabaseAway(known.driverError))
  );
}

/** Whether a statement was sent and not answered in time: its connection still owes the answer. */
export function isUnanswered(error: unknown): boolean {
  const { message, driverError } = (error ?? {}) as DatabaseError;
  return message === UNANSWERED || (driverError !== undefined && isUnanswered(driverError));
}

/** The database is away, whatever it was that showed it. */
export const databaseAway = (cause: unknown): AppError =>
  new AppError('DATABASE_UNAVAILABLE', { retryAfter: 2, cause });

/** Whether the database refused a value itself: its form, its size or its range (SQLSTATE 22 and 54). */
export function isBadValue(error: unknown): boolean {
  const { code, driverError } = (error ?? {}) as DatabaseError;
  return /^(22|54)/.test(code ?? '') || (driverError !== undefined && isBadValue(driverError));
}

/** Whether the database ended this transaction so that another could go on (SQLSTATE 40). */
export function isDeadlock(error: unknown): boolean {
  const { code, driverError } = (error ?? {}) as DatabaseError;
  return /^40/.test(code ?? '') || (driverError !== undefined && isDeadlock(driverError));
}

/** Whether the database ended a statement because its time was up (SQLSTATE 57014). */
export function isCancelled(error: unknown): boolean {
  const { code, driverError } = (error ?? {}) as DatabaseError;
  return code === '57014' || (driverError !== undefined && isCancelled(driverError));
}

/** Turns what the database says into an error for the caller, where there is one; other errors come back as they are. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (isDatabaseAway(error)) return databaseAway(error);
  const { constraint, driverError } = (error ?? {}) as DatabaseError;
  const known = CONSTRAINTS[constraint ?? driverError?.constraint ?? ''];
  return known ? new AppError(known[0], { details: known[1], cause: error }) : error;
}
