import { AppError as AdminError, ForbiddenError, ValidationError } from 'adminjs';
import { translateDatabaseError } from '../../services/core/database-errors.js';
import { AppError } from '../../services/core/errors.js';

/**
 * An error of the services as AdminJS shows it: problems of the form's fields under the fields, everything else as a
 * notice. A ValidationError without fields would count as success, so it is never made.
 */
export function toAdminError(error: unknown, formFields: readonly string[] = []): unknown {
  const known = translateDatabaseError(error);
  if (!(known instanceof AppError)) return error;
  if (known.status === 403) return new ForbiddenError(known.message);
  const problems = Object.entries(known.details ?? {});
  const shown = problems.filter(([field]) => formFields.includes(field.split('.')[0] as string));
  const rest = problems.filter((problem) => !shown.includes(problem)).map(([field, text]) => `${field} ${text}`);
  const message = [known.sentence, ...rest].join(' ');
  if (shown.length === 0) return new AdminError(message);
  const fields = Object.fromEntries(shown.map(([field, text]) => [field, { type: known.code, message: text }]));
  return new ValidationError(fields, { type: known.code, message });
}
