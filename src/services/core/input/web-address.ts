import { z } from 'zod';

/** Names that are for one machine or one network. */
const PRIVATE =
  /(^|[.])(localhost|local|svc|onion|internal|intranet|lan|home|corp|private|localdomain|arpa|test|invalid)$/;

const PORT = '(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';
/** What may stand in an address as it is. Anything else has to be escaped. */
const SIGN = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
/**
 * Written out, so that the document can say it: a name with a dot in it, a port, a path, a query, a fragment. A name's last
 * part begins with a letter, so this is no number of an address, whose network nobody sees.
 */
const ADDRESS = new RegExp(
  `^https://(?:[A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]+(?::${PORT})?(?:/${SIGN}*)*(?:[?](?:${SIGN}|[/?])*)?(?:#(?:${SIGN}|[/?])*)?$`,
);

export const NOT_PUBLIC = 'must be the https URL of a host on the internet';

/**
 * An https address on the internet that Signalbox may call for somebody. Where its name leads, who calls has to look.
 * Nobody's password stands in it.
 */
export const webAddress = z
  .url('must be an https URL')
  .max(500)
  .regex(ADDRESS, NOT_PUBLIC)
  .refine((text) => URL.canParse(text) && !PRIVATE.test(new URL(text).hostname), NOT_PUBLIC);
