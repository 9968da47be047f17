/** Parameters of a list by what they ask for, another time for each run, so that nothing that is kept answers. */
export type Table = Record<string, (run: number) => Parameters>;

export type Parameters = Record<string, string | number>;

/** Days ago, in Unix seconds. */
export const ago = (days: number): number => Math.floor(Date.now() / 1000 - days * 86_400);

export const absent = (run: number): string => `absent${run}`;
