import { concurrency } from '../../src/functions/concurrency';
import type { FileFormat } from '../ingest/cases';
import type { BatchSize } from '../ingest/events';

/** Files that are replayed, as the ingest function writes them. */
export interface FileSet extends BatchSize {
  readonly format: FileFormat;
  /** The batches that the ingest wrote them in. */
  readonly batches: number;
  readonly warmUpBatches: number;
}

export interface ReplayCase {
  readonly name: string;
  readonly files: FileSet;
  /** True where the files are read for the first time. */
  readonly cold: boolean;
}

const segments = (format: FileFormat): FileSet[] => [
  { name: `${format}-4k`, format, valueBytes: 4096, records: 1000, batches: 48, warmUpBatches: 12 },
  { name: `${format}-400`, format, valueBytes: 400, records: 7500, batches: 24, warmUpBatches: 8 },
];

/** A few small files, so that a replay of some of them takes little more than its start. */
export const FEW_FILES: FileSet = {
  ...{ name: 'file-4k', format: 'value', valueBytes: 4096 },
  ...{ records: 400, batches: 4, warmUpBatches: 1 },
};
const LARGE_FILES: FileSet = {
  ...{ name: 'file-920k', format: 'value', valueBytes: 920_000 },
  ...{ records: 5, batches: 48, warmUpBatches: 12 },
};

/** The sets of files in order: those of the default options come first, as for the ingest. */
export const FILE_SETS: readonly FileSet[] = [...segments('envelopes'), ...segments('parquet'), FEW_FILES, LARGE_FILES];

const cold = (files: FileSet): ReplayCase => ({ name: `cold-${files.name}`, files, cold: true });
const warm = (files: FileSet): ReplayCase => ({ name: `warm-${files.name}`, files, cold: false });

export const CASES: readonly ReplayCase[] = FILE_SETS.flatMap((files) =>
  files === LARGE_FILES ? [cold(files)] : [cold(files), warm(files)],
);

const SETTINGS = concurrency('replayer');
export const FILES_IN_FLIGHT = Number(SETTINGS.MAX_FILES_IN_FLIGHT);
export const BYTES_IN_FLIGHT = Number(SETTINGS.MAX_BYTES_IN_FLIGHT);

/** The function's variables, as the construct sets them unless told otherwise, but for those about Kafka. */
export function replayerEnvironment(mountPath: string): Record<string, string> {
  return {
    ...SETTINGS,
    MOUNT_PATH: mountPath,
    SIZE_CLASSES: JSON.stringify([
      { name: 'small', prefix: 'small/', sizeLessThan: 131072 },
      { name: 'large', prefix: 'large/' },
    ]),
    METRICS_NAMESPACE: 'S3Files',
    TARGET_TOPIC: 'events-replay',
    AWS_LAMBDA_FUNCTION_NAME: 'replayer',
    AWS_REGION: 'eu-central-1',
    TZ: ':UTC',
  };
}
