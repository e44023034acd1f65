import { concurrency } from '../../src/functions/concurrency';

/** A batch as an event source mapping delivers it, and how it is filed. */
export interface IngestCase {
  readonly name: string;
  readonly layout: 'record' | 'segments';
  readonly records: number;
  readonly valueBytes: number;
}

/** The demo's sizes: a batch of its small events, ten of them in one, and as many large ones as a payload holds. */
export const CASES: readonly IngestCase[] = [
  { name: 'record-4k-100', layout: 'record', records: 100, valueBytes: 4096 },
  { name: 'record-4k-1000', layout: 'record', records: 1000, valueBytes: 4096 },
  { name: 'segments-4k-100', layout: 'segments', records: 100, valueBytes: 4096 },
  { name: 'segments-4k-1000', layout: 'segments', records: 1000, valueBytes: 4096 },
  { name: 'record-920k-5', layout: 'record', records: 5, valueBytes: 920_000 },
];

export const PARTITIONS = 3;

const SETTINGS = concurrency('ingest');
export const FILES_IN_FLIGHT = Number(SETTINGS.MAX_FILES_IN_FLIGHT);

const LAYOUTS = {
  record: {
    LAYOUT: JSON.stringify({ type: 'perRecord', shards: 16 }),
    RECORD_FORMAT: JSON.stringify({ type: 'value', extension: '.json' }),
  },
  segments: {
    LAYOUT: JSON.stringify({ type: 'segments', maxBytes: 1024 * 1024 }),
    RECORD_FORMAT: JSON.stringify({ type: 'envelope' }),
  },
};

/** The function's variables, as the construct sets them unless told otherwise. */
export function handlerEnvironment({ layout }: IngestCase, mountPath: string): Record<string, string> {
  return {
    ...LAYOUTS[layout],
    ...SETTINGS,
    MOUNT_PATH: mountPath,
    SIZE_CLASSES: JSON.stringify([
      { name: 'small', prefix: 'small/', sizeLessThan: 131072 },
      { name: 'large', prefix: 'large/' },
    ]),
    METRICS_NAMESPACE: 'S3Files',
    AWS_LAMBDA_FUNCTION_NAME: 'ingest',
    AWS_REGION: 'eu-central-1',
    TZ: ':UTC',
  };
}
