import { z } from 'zod';
import type { Page } from '../services/core/read/list.js';

/** The shapes that many views share. */
export const uuid = z.uuid();
export const unixTime = z.int().describe('Unix seconds, UTC.');

/** How every list answers. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    total: z.int(),
    page: z.int(),
    page_size: z.int(),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
    total_is_estimate: z.literal(true).optional(),
  });

/** A page of rows as a page of views; what the rows carry besides stays here. */
export const listView = <Row, View>(page: Page<Row>, view: (row: Row) => View): Page<View> => ({
  ...page,
  items: page.items.map(view),
});
