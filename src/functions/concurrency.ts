import { VARIABLES } from '../contract/variables';
import type { Handler } from '../runtime-assets';

/**
 * A read of a file that is not in the fast storage waits about 100 ms for its first byte; a write takes about 20 ms. So the
 * replayer keeps more files in flight than the ingest.
 */
const MAX_FILES_IN_FLIGHT: Readonly<Record<Handler, number>> = { ingest: 64, replayer: 128 };
const MAX_BYTES_IN_FLIGHT = 64 * 1024 * 1024;

/**
 * The variables that say how much a handler does at the same time.
 *
 * Every file operation in flight uses a thread of Node's pool, whose default size is 4. Name resolution uses the same pool,
 * so it gets 8 threads more than there are files. The pool is made before the handler runs, so only the environment can
 * set its size.
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
