import { MINUTE } from '../durations.js';

/** Milliseconds in which a denial that comes again is counted instead of noted. */
const WINDOW_MS = MINUTE;

/** Addresses that a closing note names. */
const MOST_ADDRESSES = 10;

/** Kinds that are counted apart. Whoever makes more of them at once than this is counted with all others. */
const MOST_KINDS = 1000;
const OTHERS = 'others';

/** What came again: how often, and from where. */
export interface Again {
  repeated: number;
  from: string[];
}

interface Counted {
  times: number;
  addresses: Set<string>;
  /** The first of its kind, while it is being noted: until then nobody knows whether it is. */
  first: Promise<unknown>;
  forget: () => boolean;
  close: () => Promise<void>;
}

/** How a kind of denial is noted: the first, and at the end of its minute how often it came again. */
export interface Notes {
  first: () => Promise<unknown>;
  repeated: (again: Again) => Promise<unknown>;
  /** Those beyond the kinds that are counted apart: nobody's in particular. */
  others: (again: Again) => Promise<unknown>;
}

/**
 * Denials of the last minute, each process for itself: the first of a kind is noted at once, the others are counted, and
 * a closing note tells their number. So whoever tries a thousand times leaves two entries, and the log stays a log.
 */
export class Denials {
  private readonly groups = new Map<string, Map<string, Counted>>();

  constructor(private readonly onFailure: (error: unknown, lost: { kind: string } & Again) => void) {}

  /**
   * No kind takes the place of another group's.
   * @throws what the note of the first throws; it is then not taken for noted
   */
  async note(group: string, kind: string, address: string | null, notes: Notes): Promise<void> {
    const open = this.groups.get(group) ?? new Map<string, Counted>();
    this.groups.set(group, open);
    const isApart = open.has(kind) || open.size < MOST_KINDS;
    const counted = isApart ? open.get(kind) : this.others(open, notes);
    if (counted) {
      await counted.first;
      counted.times += 1;
      if (address !== null && counted.addresses.size < MOST_ADDRESSES) counted.addresses.add(address);
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
    const all = [...this.groups.values()].flatMap((open) => [...open.values()]);
    await Promise.all(all.map(({ close }) => close()));
  }

  private others(open: Map<string, Counted>, { others }: Notes): Counted {
    return open.get(OTHERS) ?? this.begin(open, OTHERS, { first: () => Promise.resolve(), repeated: others });
  }

  private begin(open: Map<string, Counted>, kind: string, { first, repeated }: Omit<Notes, 'others'>): Counted {
    const counted: Counted = {
      times: 0,
      addresses: new Set(),
      first: first(),
      forget: () => {
        clearTimeout(timer);
        // By now another may have begun.
        return open.get(kind) === counted && open.delete(kind);
      },
      close: async () => {
        const { times, addresses, forget } = counted;
        if (!forget() || times === 0) return;
        const again = { repeated: times, from: [...addresses] };
        await repeated(again).catch((error) => this.onFailure(error, { kind, ...again }));
      },
    };
    const timer = setTimeout(counted.close, WINDOW_MS).unref();
    open.set(kind, counted);
    return counted;
  }
}
