/** Version, trace id, the caller's span, flags. Anything else is no traceparent, by the words of the W3C. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The trace that a request is part of, from W3C `traceparent`; undefined without a valid one. */
export const traceIdOf = (traceparent = ''): string | undefined => TRACEPARENT.exec(traceparent)?.[1];
