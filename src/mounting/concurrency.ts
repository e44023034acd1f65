import { VARIABLES } from '../contract/variables';
import type { Handler } from '../runtime-assets';

/**
 * A cold read waits a hundred milliseconds for its first byte, a write some twenty for all its round trips: the replayer
 * keeps more files in flight to be as busy.
 */
const MAX_FILES_IN_FLIGHT: Readonly<Record<Handler, number>> = { ingest: 64, replayer: 128 };
const MAX_BYTES_IN_FLIGHT = 64 * 1024 * 1024;

/**
 * Every file operation in flight holds a thread of Node's pool, whose default of 4 would cap them all. Name resolution
 * shares the pool, hence the few more. The pool is made before a handler runs: only the environment can set its size.
 * https://nodejs.org/api/cli.html#uv_threadpool_sizesize
 */
export function concurrency(handler: Handler): Record<string, string> {
  const files = MAX_FILES_IN_FLIGHT[handler];
  return {
    [VARIABLES.maxFilesInFlight]: `${files}`,
    [VARIABLES.maxBytesInFlight]: `${MAX_BYTES_IN_FLIGHT}`,
    [VARIABLES.threads]: `${files + 8}`,
  };
}
