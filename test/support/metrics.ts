import { origin } from './world.js';

type Labels = Record<string, string>;

/** What /metrics tells now. */
export class Scrape {
  constructor(readonly text: string) {}

  /** One figure, by its name and all of its labels; undefined where it is not told. */
  value(name: string, labels: Labels = {}): number | undefined {
    const wanted = JSON.stringify(Object.entries(labels).sort());
    const found = this.samples(name).find((sample) => JSON.stringify(Object.entries(sample.labels).sort()) === wanted);
    return found?.value;
  }

  samples(name: string): { labels: Labels; value: number }[] {
    const lines = [...this.text.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'))];
    return lines.map(([, labels = '', value]) => ({
      labels: Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, text]) => [key, text])),
      value: Number(value),
    }));
  }
}

export const scrape = async (): Promise<Scrape> => new Scrape(await (await fetch(`${origin}/metrics`)).text());
