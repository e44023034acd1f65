import type { CompressionSuffix } from '../../../records/compression';
import type { RecordHeader } from '../../../records/record';
import type { PathTime } from './path-time';

/** The ending of a file's compression; `.?` where only its first bytes tell. */
export type ForeignSuffix = CompressionSuffix | '.?';

/** The facts that the path of a file tells. */
export interface ForeignName {
  readonly topic?: string;
  readonly partition?: number;
  /** The offset of the first record. */
  readonly offset?: number;
  readonly time?: PathTime;
  readonly extension: ForeignSuffix;
}

/** The parts of a record that its file tells. */
export interface ForeignValue {
  readonly value: Buffer | null;
  readonly offset?: number;
  readonly timestamp?: number;
  readonly key?: Buffer | null;
  readonly headers?: readonly RecordHeader[];
}

/** Files that others wrote: what their paths tell, and how their records are told apart. */
export interface ForeignFormat {
  /**
   * @param directory relative to the mount, ending in a slash unless it is the mount itself
   * @returns undefined for a file that is none of these
   */
  readonly parse: (directory: string, name: string) => ForeignName | undefined;
  /** @throws Error at a record that cannot be read, behind those that can */
  readonly records: (name: string, bytes: Buffer) => Iterable<ForeignValue>;
}
