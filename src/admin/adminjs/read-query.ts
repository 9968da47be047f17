import type { RequestHandler } from 'express';
import { invalid } from '../../services/core/errors.js';
import { LONGEST_PAGE } from '../../services/core/read/paging.js';

/** What lists and pickers are asked with beside filters; what else stands in a page's address is the page's own. */
const PLAIN = new Set(['page', 'perPage', 'sortBy', 'direction', 'searchProperty']);

const FILTER = 'filters.';

/**
 * Leaves AdminJS the names of a query that it knows: it makes records of names with dots, however long they are.
 * @throws {AppError} VALIDATION_FAILED naming a filter that is not there
 */
export const readQuery: RequestHandler = (req, res, next) => {
  const { action } = res.locals;
  if (!action) return next();
  const isFilter = (name: string): boolean => action.filters.has(name.replace(/~~(from|to)$/, ''));
  const query = Object.create(null) as typeof req.query;
  for (const [name, value] of Object.entries(req.query)) {
    if (name.startsWith(FILTER) && !isFilter(name.slice(FILTER.length))) {
      throw invalid({ [name.slice(0, 200)]: 'is not known here' });
    }
    if (name === 'searchProperty' && !isFilter(String(value))) throw invalid({ [name]: 'is not known here' });
    if (name.startsWith(FILTER) || PLAIN.has(name)) query[name] = value;
    // AdminJS takes longer pages, and would say that one is what no service gives.
    if (name === 'perPage' && !(Number(value) <= LONGEST_PAGE)) query[name] = `${LONGEST_PAGE}`;
  }
  Object.defineProperty(req, 'query', { value: query, configurable: true });
  next();
};
