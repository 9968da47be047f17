import { z } from 'zod';
import { toUnix } from '../services/core/input/shapes.js';
import type { Page } from '../services/core/read/paging.js';

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
    stopped_early: z
      .literal(true)
      .optional()
      .describe('Time was up before the page was full: next_cursor goes on where the search is.'),
  });

/** A page of rows as a page of views; what the rows carry besides stays here. */
export const listView = <Row, View>(page: Page<Row>, view: (row: Row) => View): Page<View> => ({
  ...page,
  items: page.items.map(view),
});

/** What a view is made of: as the wire has it, but for times. */
type Source<View> = {
  [Name in keyof View]: View[Name] extends number
    ? View[Name] | Date
    : View[Name] extends number | null
      ? View[Name] | Date | null
      : View[Name];
};

/**
 * The view of a shape that renames nothing: the fields that the shape names and no others, times in Unix seconds. So a
 * new column stays inside until a shape names it.
 */
export function viewOf<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) {
  type View = z.infer<z.ZodObject<Shape>>;
  const names = Object.keys(schema.shape) as (keyof View)[];
  // A copy of this has every field from the start: V8 makes objects slow that grow field by field.
  const blank: Record<keyof View, unknown> = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:0`).join()}}`);
  return (record: Source<View>): View => {
    const view = { ...blank };
    for (const name of names) {
      const value: unknown = record[name];
      view[name] = value instanceof Date ? toUnix(value) : value;
    }
    return view as View;
  };
}
