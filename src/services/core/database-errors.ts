import { AppError, type Details, type ErrorCode } from './errors.js';

/** What breaking a constraint means to the caller. */
const CONSTRAINTS: Record<string, [code: ErrorCode, details: Details]> = {
  users_email_key: ['EMAIL_TAKEN', { email: 'is in use' }],
  aws_accounts_account_id_key: ['ACCOUNT_ID_TAKEN', { account_id: 'is already there' }],
  tasks_event_id_key: ['EVENT_HAS_TASK', { event_id: 'has a task already' }],
  tasks_assigned_user_id_fkey: ['VALIDATION_FAILED', { assigned_user_id: 'is no user' }],
};

const AWAY_CODES = /^(ECONN|EPIPE|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EAI_|08|53|57|25006|40001|40P01|55P03)/;
const AWAY_MESSAGES =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|pool after calling end|Driver not Connected|server closed the connection/i;

interface DatabaseError {
  code?: string;
  constraint?: string;
  message?: string;
  driverError?: DatabaseError;
  errors?: DatabaseError[];
}

/** Whether an error says that the database is away or too busy just now, so that trying again makes sense. */
function isDatabaseAway(error: unknown): boolean {
  const { code, message, driverError, errors } = (error ?? {}) as DatabaseError;
  return (
    AWAY_CODES.test(code ?? '') ||
    AWAY_MESSAGES.test(message ?? '') ||
    (driverError !== undefined && isDatabaseAway(driverError)) ||
    (errors?.some(isDatabaseAway) ?? false)
  );
}

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

/** Turns what the database says into an error for the caller, where there is one; other errors come back as they are. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (isDatabaseAway(error)) return new AppError('DATABASE_UNAVAILABLE', { retryAfter: 2, cause: error });
  const { constraint, driverError } = (error ?? {}) as DatabaseError;
  const known = CONSTRAINTS[constraint ?? driverError?.constraint ?? ''];
  return known ? new AppError(known[0], { details: known[1], cause: error }) : error;
}
