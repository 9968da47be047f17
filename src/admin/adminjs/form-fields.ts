import { invalid } from '../../services/core/errors.js';

/** The fields that an action's form has, and whether each is a list. */
export type FormFields = ReadonlyMap<string, 'value' | 'list'>;

/** Flat, as AdminJS takes a form: `title`, `tags.0`. */
export type Values = Record<string, unknown>;

/** AdminJS's word for an empty list, which has no items to send. */
const EMPTY_LIST = '__FORM_VALUE_EMPTY_ARRAY__';

/** Where an item of a list may stand: up to 99. An index of a million would be an array of a million. */
const INDEX = /^\d{1,2}$/;

/**
 * What a form sent of the fields that it has. AdminJS sends whole records; the rest of them is not taken.
 * @throws {AppError} VALIDATION_FAILED naming a field that is sent in another form than it has
 */
export function fieldsOf(known: FormFields, sent: Iterable<[name: string, value: unknown]>): Values {
  const fields: Values = {};
  for (const [path, value] of sent) {
    const [, name = '', step] = /^([^.]*)(?:\.(.*))?$/s.exec(path) ?? [];
    const kind = known.get(name);
    if (kind === undefined) continue;
    for (const [index, part] of itemsOf(step, value)) {
      requireKind(name, kind, index, part);
      fields[index === undefined ? name : `${name}.${index}`] = part;
    }
  }
  return fields;
}

/** A list comes item by item from a form, and as a whole in JSON. */
function itemsOf(step: string | undefined, value: unknown): [index: string | undefined, part: unknown][] {
  if (step !== undefined || !Array.isArray(value)) return [[step, value]];
  return value.length === 0 ? [[undefined, EMPTY_LIST]] : Object.entries(value);
}

function requireKind(name: string, kind: 'value' | 'list', index: string | undefined, part: unknown): void {
  // A file, or what is nested: no field of ours is either.
  const isPlain = typeof part !== 'object' || part === null;
  const isItem = index !== undefined && INDEX.test(index);
  const fits = kind === 'list' ? isItem || part === EMPTY_LIST : index === undefined;
  if (!isPlain || !fits) throw invalid({ [name]: kind === 'list' ? 'must be a list of values' : 'must be one value' });
}
