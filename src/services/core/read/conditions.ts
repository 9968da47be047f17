import { afterUnix, fromUnix } from '../input/shapes.js';
import type { Parameters } from './parameters.js';
import type { SearchTerm } from './search-terms.js';

/** Text of SQL with the values that its `?`s stand for. */
export type Fragment = readonly [text: string, ...values: unknown[]];

/** Characters that an index of parts of words begins with. */
const TRIGRAM = 3;

/** Unix seconds. */
interface Dates {
  start_date?: number | undefined;
  end_date?: number | undefined;
}

/** One condition. */
export interface Part {
  fragment: Fragment;
  /** No index leads to it. */
  isUnindexed?: boolean;
  /** What it is a bound of, as it stands in SQL. */
  boundOf?: string;
  /** The column that it gives one of some values. */
  oneOf?: { column: string; values: readonly unknown[] };
}

/** Whether it gives one of the columns one value: by an index of that and an order, its rows come in that order. */
export const isOneValueOf = (columns: readonly string[], { oneOf }: Part): boolean =>
  oneOf?.values.length === 1 && columns.includes(oneOf.column);

/** Conditions of a WHERE clause. */
export class Conditions {
  readonly parts: Part[] = [];

  /** Adds a condition; each `?` stands for the next value. */
  add(condition: string, ...values: unknown[]): this {
    return this.addPart({ fragment: [condition, ...values] });
  }

  /** Adds one that no index leads to: all there is has to be looked at. */
  addUnindexed(condition: string, ...values: unknown[]): this {
    return this.addPart({ fragment: [condition, ...values], isUnindexed: true });
  }

  /** The same where the value is there; filters that were not given ask for nothing. */
  addIf(value: unknown, condition: string): this {
    return value === undefined ? this : this.add(condition, value);
  }

  /** Where the column is the value. */
  addEqual(column: string, value: unknown): this {
    return value === undefined ? this : this.addPart(equal(column, value));
  }

  /** Where the column is one of the values. */
  addOneOf(column: string, values: readonly unknown[] | undefined): this {
    if (values?.length === 1) return this.addEqual(column, values[0]);
    if (!values) return this;
    return this.addPart({ fragment: [`${column} = ANY(?)`, values], oneOf: { column, values } });
  }

  /** Where an expression, which a list may be sorted by, lies on one side of a value that is there. */
  addBound(expression: string, operator: '>=' | '<', value: unknown): this {
    if (value === undefined) return this;
    return this.addPart({ fragment: [`${expression} ${operator} ?`, value], boundOf: expression });
  }

  /** Where a time lies between two dates that are part of it; one that was not given is open. */
  addWithin(time: string, { start_date, end_date }: Dates): this {
    const from = start_date === undefined ? undefined : fromUnix(start_date);
    const until = end_date === undefined ? undefined : afterUnix(end_date);
    return this.addBound(time, '>=', from).addBound(time, '<', until);
  }

  /** Where a text holds each of the terms, in whatever letters, and none of those that must not be there. */
  addContaining(terms: readonly SearchTerm[], text: string): this {
    for (const { text: part, isNegated } of terms) {
      const fragment: Fragment = [`${text} ${isNegated ? 'NOT ' : ''}ILIKE ?`, `%${part.replace(/[\\%_]/g, '\\$&')}%`];
      this.addPart({ fragment, isUnindexed: isNegated || part.length < TRIGRAM });
    }
    return this;
  }

  /** These, of those rows alone where the column is the value: a list of its own, in the order of an expression. */
  within(column: string, value: unknown, expression: string): Conditions {
    const inner = new Conditions();
    inner.parts.push(...this.parts);
    return inner.addPart({ ...equal(column, value), boundOf: expression });
  }

  /** Whether the column may have the value. */
  allows(column: string, value: unknown): boolean {
    return this.parts.every(({ oneOf }) => oneOf?.column !== column || oneOf.values.includes(value));
  }

  /** Those that say where a list in this order begins and ends, and of what it is. */
  boundsOf(expression: string): readonly Part[] {
    return this.parts.filter(({ boundOf }) => boundOf === expression);
  }

  /** All others: what is looked at row by row. */
  othersThan(expression: string): readonly Part[] {
    return this.parts.filter(({ boundOf }) => boundOf !== expression);
  }

  /** All of them in SQL, as a statement with these parameters has them. */
  text(parameters: Parameters): string {
    return textOf(this.parts, parameters);
  }

  private addPart(part: Part): this {
    this.parts.push(part);
    return this;
  }
}

const equal = (column: string, value: unknown): Part => ({
  fragment: [`${column} = ?`, value],
  oneOf: { column, values: [value] },
});

/** Conditions in SQL, as a statement with these parameters has them. */
export const textOf = (parts: readonly Part[], parameters: Parameters): string =>
  parts.length === 0 ? 'TRUE' : parts.map(({ fragment }) => parameters.fill(...fragment)).join(' AND ');
