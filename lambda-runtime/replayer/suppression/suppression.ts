import type { SuppressionSummary } from '../../../src/contract/payload-steps';
import { addressOf, type SuppressionSetting } from '../../../src/contract/suppression';
import { PermanentError } from '../../permanent-error';
import type { SuppressionList } from './suppression-list';

/** The summary of a list, for steps that check no record. */
export type KnownList = Pick<SuppressionList, 'digest' | 'size'>;

/** The list of a request. It gives no answer until it is loaded: an empty one would let every record pass. */
export class Suppression {
  /** @param list the list, or of one that is not asked for keys any more, its digest and size */
  public constructor(
    public readonly setting: SuppressionSetting,
    private readonly list?: KnownList & Partial<SuppressionList>,
  ) {}

  /** The text that binds a cursor to a list: the keys, and what becomes of their records. */
  public get bound(): Pick<SuppressionSummary, 'sha256' | 'hashed' | 'on_match'> {
    const { hashed, onMatch } = this.setting;
    return { sha256: this.loaded.digest, hashed: hashed === true, on_match: onMatch };
  }

  /** The number of different keys. */
  public get size(): number {
    return this.loaded.size;
  }

  /** The number of lines that are probably not as they were meant. */
  public get padded(): number {
    return this.loaded.padded ?? 0;
  }

  /** The number of lines that have the end of a line or a zero byte inside. */
  public get mixed(): number {
    return this.loaded.mixed ?? 0;
  }

  /** The list, for people who look at what was done by it. */
  public get summary(): SuppressionSummary {
    return { keys: this.address, ...this.bound, size: this.size };
  }

  public get address(): string {
    return addressOf(this.setting);
  }

  /** Tells whether the list has a key. A record without one is never in it. */
  public has(key: Buffer | null): boolean {
    const { has } = this.loaded;
    if (has === undefined) {
      throw new Error(`only the digest of the suppression list ${this.address} is known here`);
    }
    return key !== null && has(key);
  }

  /** @throws PermanentError if the object is another than it was told to be */
  public with(list: SuppressionList): Suppression {
    const { sha256 } = this.setting;
    if (sha256 !== undefined && sha256 !== list.digest) {
      throw new PermanentError('InvalidRequest', changed(this.address, sha256, list.digest));
    }
    return new Suppression(this.setting, list);
  }

  /** The list for a step of a workflow that checks no records. */
  public withDigestOnly(known: KnownList): Suppression {
    return new Suppression(this.setting, known);
  }

  public toJSON(): object {
    const { hashed, onMatch, sha256 } = this.setting;
    return { keys: this.address, hashed, on_match: onMatch, sha256: this.list?.digest ?? sha256 };
  }

  private get loaded() {
    if (this.list === undefined) {
      throw new Error(`the suppression list ${this.address} has not been read`);
    }
    return this.list;
  }
}

/** The error about a list that is another than the one that a replay began with. */
export function changed(address: string, before: string, now: string): string {
  return (
    `the suppression list ${address} is not the one that the replay was begun or asked for with: its SHA-256 was ${before} and ` +
    `is ${now}; nothing goes out by two lists. Put that version of it back to go on, or start anew with this one`
  );
}
