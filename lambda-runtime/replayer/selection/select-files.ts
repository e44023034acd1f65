import { isForeign, toldBy } from '../../../src/contract/source-format';
import { shownPath, unreadableMessage } from '../../files/shown-path';
import type { SizeClass } from '../../files/size-class';
import { MOST_LOGGED } from '../../telemetry/problem-log';
import type { ReplayRequest } from '../request/request';
import type { Positions } from '../runs/position';
import type { FileSource } from './file-source';
import { ForeignFiles } from './foreign/foreign-files';
import { foreignFormat } from './foreign/foreign-formats';
import type { FoundFiles, NamedFileSorter } from './name-sorter';
import { OwnFiles } from './own-files';
import { Sample } from './sample';

export interface SelectedFiles extends FoundFiles {
  /** Files of the format that is asked for, whatever the request takes of them, and the numbers of their partitions. */
  readonly ours: NamedFileSorter['count'];
  /** The paths of other files. */
  readonly foreign: Pick<Sample, 'count' | 'first'>;
  /** The faults of directories that could not be listed, and of names that are no text. */
  readonly unlisted: Pick<Sample, 'count' | 'first'>;
}

const MOST_EXAMPLES = 5;

/** Finds out what is to be replayed, from the given positions on. */
export async function selectFiles(
  tellFiles: FileSource,
  request: Pick<ReplayRequest, 'filters' | 'sourceFormat'>,
  positions: Positions,
  sizeClasses: readonly SizeClass[],
): Promise<SelectedFiles> {
  const sorter = sorterOf(request, positions, sizeClasses);
  const foreign = new Sample(MOST_EXAMPLES);
  const unlisted = new Sample(MOST_LOGGED);
  const skip = (path: string) => foreign.add(shownPath(path));
  await tellFiles({
    file: (directory, name) => {
      if (!sorter.take(directory, name)) {
        skip(`${directory}${name}`);
      }
    },
    foreign: skip,
    // Beside our own files these are ones that are being written; those of others may be what was meant.
    ...(isForeign(request.sourceFormat) && { hidden: skip }),
    unreadable: (path, error) => unlisted.add(unreadableMessage(path, error)),
  });
  const found = sorter.sorted();
  return {
    ...found,
    partitions: found.partitions.filter(({ files }) => files.length > 0),
    ours: sorter.count,
    foreign,
    unlisted,
  };
}

function sorterOf(
  { filters, sourceFormat }: Pick<ReplayRequest, 'filters' | 'sourceFormat'>,
  positions: Positions,
  sizeClasses: readonly SizeClass[],
): NamedFileSorter {
  const format = foreignFormat(sourceFormat);
  return format === undefined
    ? new OwnFiles(sourceFormat === 'unwritable', filters, positions, sizeClasses)
    : new ForeignFiles(format, filters, positions, toldBy(sourceFormat).times);
}
