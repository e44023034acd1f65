import { join } from 'node:path';
import { LambdaFunction } from '../../../local/lambda/lambda-function';
import { REPOSITORY } from '../../../local/process/places';
import type { Supervisor } from '../../../local/process/supervisor';

/** Any records into one size class, a few at a time. */
const DEFAULTS = {
  SIZE_CLASSES: '[{"name":"all","prefix":"all/"}]',
  RECORD_FORMAT: '{"type":"envelope"}',
  METRICS_NAMESPACE: 'S3Files',
  MAX_FILES_IN_FLIGHT: '8',
  MAX_BYTES_IN_FLIGHT: '1000000',
  UV_THREADPOOL_SIZE: '16',
};

/** Starts the ingest as it is published, on a directory in place of the mount. */
export function startPublishedIngest(
  supervisor: Supervisor,
  node24: string,
  mount: string,
  environment: Readonly<Record<string, string>>,
  timeoutMs = 60_000,
): Promise<LambdaFunction> {
  return LambdaFunction.start(supervisor, node24, {
    name: 'ingest',
    codeFolder: join(REPOSITORY, 'assets', 'lambda-runtime', 'ingest', 'index'),
    handler: 'index.handler',
    memoryMb: 1769,
    timeoutMs,
    environment: { ...DEFAULTS, ...environment, MOUNT_PATH: mount },
  });
}
