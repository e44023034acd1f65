import type { SourcePartition } from './file-to-replay';
import type { JudgeByName } from './judge-by-name';

/** The files that were found, sorted by what their names and directories tell. */
export interface FoundFiles {
  readonly partitions: readonly SourcePartition[];
  /** Second files of single records, which their names alone show. */
  readonly duplicates: number;
  /** The files that were left out, or taken, because of their names and directories. */
  readonly byName: Pick<JudgeByName, 'unopened' | 'byDirectory' | 'withoutFields'>;
}

/** Sorts files of one kind by what their names and directories tell. */
export interface NamedFileSorter {
  /** Files of the kind, whatever the request takes of them, and the numbers of their partitions. */
  readonly count: { readonly all: number; readonly partitions: ReadonlySet<number> };

  /** @returns false if the file is not of this kind */
  take(directory: string, name: string): boolean;

  /** Puts the files that were taken into the order of the replay, from the positions on. */
  sorted(): FoundFiles;
}
