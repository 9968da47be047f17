/** The parameters of a statement, in the order in which its text names them. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Text whose `?`s are parameters beside those that are there. */
  fill(text: string, ...values: unknown[]): string {
    let next = 0;
    return text.replaceAll('?', () => {
      this.values.push(values[next++]);
      return `$${this.values.length}`;
    });
  }
}
