import { z } from 'zod';
import { type Sortable, sortPattern } from './order.js';

export interface Page<Row> {
  items: Row[];
  total: number;
  page: number;
  page_size: number;
  has_more: boolean;
  next_cursor: string | null;
  total_is_estimate?: true;
  /** Time was up before the page was full: `next_cursor` goes on where the search is. */
  stopped_early?: true;
}

export interface Paging {
  page: number;
  page_size?: number | undefined;
  /** Another name of `page_size`, which wins where both are given. */
  limit?: number | undefined;
  cursor?: string | undefined;
  sort?: string | undefined;
}

export const DEFAULT_SIZE = 20;

/** Rows of a page. */
export const LONGEST_PAGE = 100;

const pageSize = z.coerce.number().int().min(1).max(LONGEST_PAGE);

/** What of a list's query is the same for all lists. */
export const pagingFields = {
  page: z.coerce.number().int().min(1).max(1_000_000_000).default(1),
  page_size: pageSize.optional().describe('20 unless said otherwise.'),
  limit: pageSize.optional().describe('The same as page_size, which wins where both are given.'),
  // Of a title of 500 letters, each of which may take six signs in JSON. Others than base64url's would not fit an address.
  cursor: z
    .string()
    .max(6000)
    .regex(/^[\w.-]*$/, 'is no cursor of this list in this order')
    .optional(),
  sort: z.string().max(200).optional(),
};

/** A list's query, for the document: it says what the list can be sorted by. */
export function sortedBy<Query extends z.ZodObject<typeof pagingFields>>(
  { sortable }: { sortable: Sortable },
  query: Query,
): Query {
  const sort = pagingFields.sort
    .meta({ pattern: sortPattern(sortable) })
    .describe('Fields, a minus before those that descend.');
  return query.extend({ sort }) as unknown as Query;
}
