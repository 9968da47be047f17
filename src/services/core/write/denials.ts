import { MINUTE } from '../durations.js';

/** Milliseconds in which a denial that comes again is counted instead of noted. */
const WINDOW_MS = MINUTE;

/** Kinds that are counted apart. Whoever makes more of them at once than this is counted with all others. */
const MOST_KINDS = 1000;
const OTHERS = 'others';

interface Counted {
  times: number;
  /** The first of its kind, while it is being noted: until then nobody knows whether it is. */
  first: Promise<unknown>;
  forget: () => boolean;
  close: () => Promise<void>;
}

/** How a kind of denial is noted: the first, and at the end of its minute how often it came again. */
interface Notes {
  first: () => Promise<unknown>;
  repeated: (times: number) => Promise<unknown>;
  /** How many there were beyond the kinds that are counted apart: nobody's in particular. */
  others: (times: number) => Promise<unknown>;
}

/**
 * Denials of the last minute, each process for itself: the first of a kind is noted at once, the others are counted, and
 * a closing note tells their number. So whoever tries a thousand times leaves two entries, and the log stays a log.
 */
export class Denials {
  /** Apart, so that strangers, of whom there are as many as addresses, take nobody's place who is known. */
  private readonly groups = { known: new Map<string, Counted>(), strangers: new Map<string, Counted>() };

  constructor(private readonly onFailure: (error: unknown, lost: { kind: string; times: number }) => void) {}

  /** @throws what the note of the first throws; it is then not taken for noted */
  async note(whose: 'known' | 'strangers', kind: string, notes: Notes): Promise<void> {
    const open = this.groups[whose];
    const isApart = open.has(kind) || open.size < MOST_KINDS;
    const counted = isApart ? open.get(kind) : this.others(open, notes);
    if (counted) {
      await counted.first;
      counted.times += 1;
      return;
    }
    const { first, forget } = this.begin(open, kind, notes);
    await first.catch((error) => {
      forget();
      throw error;
    });
  }

  /** Notes what was counted so far: a stop loses nothing. */
  async close(): Promise<void> {
    const { known, strangers } = this.groups;
    await Promise.all([...known.values(), ...strangers.values()].map(({ close }) => close()));
  }

  private others(open: Map<string, Counted>, { others }: Notes): Counted {
    return open.get(OTHERS) ?? this.begin(open, OTHERS, { first: () => Promise.resolve(), repeated: others });
  }

  private begin(open: Map<string, Counted>, kind: string, { first, repeated }: Omit<Notes, 'others'>): Counted {
    const counted: Counted = {
      times: 0,
      first: first(),
      forget: () => {
        clearTimeout(timer);
        return open.delete(kind);
      },
      close: async () => {
        const { times, forget } = counted;
        if (!forget() || times === 0) return;
        await repeated(times).catch((error) => this.onFailure(error, { kind, times }));
      },
    };
    const timer = setTimeout(counted.close, WINDOW_MS).unref();
    open.set(kind, counted);
    return counted;
  }
}
