import { formatName } from '../../../src/contract/source-format';
import type { ReplayRequest } from '../request/request';
import { fingerprint } from '../runs/cursor';
import { listOf } from './bound-list';
import type { RunRequest } from './run-request';

interface Planned {
  readonly run: string;
  readonly id: string | undefined;
  readonly runRequest: RunRequest;
}

/**
 * The request of a run as it was planned, with what the function has put in for keys that it did not have: so that the folder of a
 * run tells an auditor what was asked for.
 */
export function recordOfRequest({ run, id, runRequest }: Planned, request: ReplayRequest): object {
  const { payload, ordered, resume, verify, drill } = runRequest;
  return {
    format: 1,
    run,
    plan: id ?? null,
    request: {
      ...payload,
      ordered,
      verify,
      ...(drill !== false && { drill }),
      ...(resume !== undefined && { resume }),
    },
    source_prefix: request.sourcePrefix,
    source_format: formatName(request.sourceFormat),
    target_topic: request.targetTopic,
    /** Binds cursors, manifests and results to everything that decides what goes out. */
    fingerprint: fingerprint(request),
    ...listOf(request),
  };
}
