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
  /** The column that it gives one value. */
  equals?: string;
}

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
  addIf<T>(value: T | undefined, condition: string, map: (value: T) => unknown = (given) => given): this {
    return value === undefined ? this : this.add(condition, map(value));
  }

  /** Where the column is the value. By an index of the column and an order, such rows come in that order. */
  addEqual(column: string, value: unknown): this {
    return value === undefined ? this : this.addPart({ fragment: [`${column} = ?`, value], equals: column });
  }

  /** Where the column is one of the values. */
  addOneOf(column: string, values: readonly unknown[] | undefined): this {
    if (values?.length === 1) return this.addEqual(column, values[0]);
    return this.addIf(values, `${column} = ANY(?)`);
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

  /** These, and that the column is the value. */
  and(column: string, value: unknown): Conditions {
    const both = new Conditions();
    both.parts.push(...this.parts);
    return both.addEqual(column, value);
  }

  /** Those that say where a list in this order begins and ends. */
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

/** Conditions in SQL, as a statement with these parameters has them. */
export const textOf = (parts: readonly Part[], parameters: Parameters): string =>
  parts.length === 0 ? 'TRUE' : parts.map(({ fragment }) => parameters.fill(...fragment)).join(' AND ');
