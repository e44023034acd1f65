import { concurrency } from '../../src/functions/concurrency';
import type { IngestCase } from '../ingest/cases';

/** Files that are replayed: the demo's sizes, each file a record. */
export interface FileSet extends IngestCase {
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

const SMALL: FileSet = {
  name: '4k',
  layout: 'record',
  valueBytes: 4096,
  records: 400,
  batches: 4,
  warmUpBatches: 1,
};
const LARGE: FileSet = {
  name: '920k',
  layout: 'record',
  valueBytes: 920_000,
  records: 5,
  batches: 48,
  warmUpBatches: 12,
};

export const CASES: readonly ReplayCase[] = [
  { name: 'cold-4k', files: SMALL, cold: true },
  { name: 'warm-4k', files: SMALL, cold: false },
  { name: 'cold-920k', files: LARGE, cold: true },
];

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
