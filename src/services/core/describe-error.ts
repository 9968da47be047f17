interface DescribedError {
  type?: string;
  message: string;
  code?: string | undefined;
  constraint?: string | undefined;
  query?: string | undefined;
  stack?: string | undefined;
  cause?: DescribedError | undefined;
}

/** An error as logs tell it. Of a failed query its text, but never the parameters: they hold what people wrote. */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint, query } = error as Error & { code?: string; constraint?: string; query?: string };
  return {
    type: error.constructor.name,
    message: error.message,
    code,
    constraint,
    query,
    stack: error.stack,
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}

/** An error for those outside: a copy that holds what logs tell of it, and nothing more. */
export const errorForOutside = (error: unknown): Error => toError(describeError(error));

function toError({ type = 'Error', message, stack, cause, code, constraint, query }: DescribedError): Error {
  const copy = new Error(message, cause && { cause: toError(cause) });
  copy.name = type;
  return Object.assign(copy, { stack: stack ?? `${type}: ${message}`, code, constraint, query });
}
