import { hash } from 'node:crypto';

const WORDS = 4;
const FIRST_CAPACITY = 1024;

/**
 * The most bytes that a key takes while the set grows: a table that is no more than three quarters full, and the one of half the
 * size that it is filled from.
 */
export const MOST_BYTES_PER_KEY = 64;

/**
 * A set of keys of records, each by the first 128 bits of its SHA-256: that takes the same room for keys of any length, and
 * no two keys share them in practice. A JavaScript Set of as many texts takes several times the memory.
 */
export class KeySet {
  /** The table: open addressing with linear probing; a slot whose words are all 0 is free. */
  private table = new Int32Array(FIRST_CAPACITY * WORDS);
  /** The words of the key that is looked for. They are used again, so that millions of keys need no object each. */
  private readonly words = new Int32Array(WORDS);
  private lastKey: Buffer | undefined;
  private lastAnswer = false;
  private count = 0;

  /** The number of different keys. */
  public get size(): number {
    return this.count;
  }

  /** Adds a key by the SHA-256 of its bytes. */
  public add(digest: Buffer): void {
    if ((this.count + 1) * 4 > (this.table.length / WORDS) * 3) {
      this.grow();
    }
    this.lookFor(digest);
    const slot = this.slot();
    if (this.isFree(slot)) {
      this.table.set(this.words, slot);
      this.count++;
    }
  }

  /**
   * Tells whether a key is in the set. The last answer is kept, since the same record is asked for several times in a
   * row.
   */
  public has(key: Buffer): boolean {
    if (key !== this.lastKey) {
      this.lookFor(sha256(key));
      this.lastKey = key;
      this.lastAnswer = !this.isFree(this.slot());
    }
    return this.lastAnswer;
  }

  private lookFor(digest: Buffer): void {
    const { words } = this;
    for (let index = 0; index < WORDS; index++) {
      words[index] = digest.readInt32LE(index * 4);
    }
    // The one digest that would look like a free slot is taken for its neighbour; nobody finds a key that has either.
    if (words[0] === 0 && words[1] === 0 && words[2] === 0 && words[3] === 0) {
      words[3] = 1;
    }
  }

  /** @returns the place of the words that are looked for, or the free one where they belong */
  private slot(): number {
    const { table, words } = this;
    const mask = table.length - 1;
    for (let slot = ((words[0] ?? 0) * WORDS) & mask; ; slot = (slot + WORDS) & mask) {
      const isThere =
        table[slot] === words[0] &&
        table[slot + 1] === words[1] &&
        table[slot + 2] === words[2] &&
        table[slot + 3] === words[3];
      if (isThere || this.isFree(slot)) {
        return slot;
      }
    }
  }

  private isFree(slot: number): boolean {
    const { table } = this;
    return table[slot] === 0 && table[slot + 1] === 0 && table[slot + 2] === 0 && table[slot + 3] === 0;
  }

  private grow(): void {
    const { table: before, words } = this;
    this.table = new Int32Array(before.length * 2);
    for (let from = 0; from < before.length; from += WORDS) {
      for (let index = 0; index < WORDS; index++) {
        words[index] = before[from + index] ?? 0;
      }
      const isTaken = words[0] !== 0 || words[1] !== 0 || words[2] !== 0 || words[3] !== 0;
      if (isTaken) {
        this.table.set(words, this.slot());
      }
    }
  }
}

/** The SHA-256 of a key's bytes. */
export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}
