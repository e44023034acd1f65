import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LambdaFunction } from '../../../local/lambda/lambda-function';
import { REPOSITORY } from '../../../local/process/places';
import type { Supervisor } from '../../../local/process/supervisor';

/** A way in which the ingest is set up to store records. */
export interface Stored {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
}

const envelope = (type: object) => ({ LAYOUT: JSON.stringify(type), RECORD_FORMAT: '{"type":"envelope"}' });

export const FILES: Stored = { name: 'files', environment: envelope({ type: 'perRecord', shards: 4 }) };
export const SEGMENTS: Stored = { name: 'segments', environment: envelope({ type: 'segments', maxBytes: 1_048_576 }) };
export const ALL_STORED: readonly Stored[] = [
  FILES,
  { name: 'files-zstd', environment: { ...FILES.environment, COMPRESSION: 'ZSTD' } },
  SEGMENTS,
  { name: 'segments-gzip', environment: { ...SEGMENTS.environment, COMPRESSION: 'GZIP' } },
];

/** Makes the folder in which a client sees the files that are stored in one way, and no others. */
export function rootOf(client: number, folder: string): string {
  const root = `/run/c${client}/${folder}`;
  mkdirSync(root, { recursive: true });
  return root;
}

/** Starts a bundle as it is published, over the mount of one client. */
export function startFunction(
  supervisor: Supervisor,
  name: 'ingest' | 'replayer',
  root: string,
  environment: Readonly<Record<string, string>> = {},
  timeoutMs = 60_000,
): Promise<LambdaFunction> {
  return LambdaFunction.start(supervisor, process.execPath, {
    name,
    codeFolder: join(REPOSITORY, 'assets', 'lambda-runtime', name, 'index'),
    handler: 'index.handler',
    memoryMb: 1769,
    timeoutMs,
    environment: {
      MOUNT_PATH: root,
      SIZE_CLASSES: '[{"name":"small","prefix":"small/"}]',
      METRICS_NAMESPACE: 'S3Files',
      MAX_FILES_IN_FLIGHT: '32',
      MAX_BYTES_IN_FLIGHT: '67108864',
      UV_THREADPOOL_SIZE: '40',
      ...(name === 'replayer' && {
        KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:9092', // nothing is there: a dry run does not ask
        KAFKA_AUTHENTICATION: 'NONE',
        TARGET_TOPIC: 'replayed',
      }),
      ...environment,
    },
  });
}
