import type { SuppressionSummary } from '../../../src/contract/payload-steps';
import type { SuppressionPayload } from '../../../src/contract/suppression';
import { isObject } from '../../environment';
import { isCount } from '../../records/record';
import type { ReplayRequest } from '../request/request';
import { withList } from '../suppression/with-suppression';

/**
 * The key of a part's payload that binds it to the list which its run was planned with: a part that finds another refuses
 * it, before anything goes out.
 */
export function boundList({ filters: { suppress } }: ReplayRequest): { readonly suppress?: SuppressionPayload } {
  if (suppress === undefined) {
    return {};
  }
  const { hashed, onMatch } = suppress.setting;
  return {
    suppress: {
      keys: suppress.address,
      ...(hashed !== undefined && { hashed }),
      on_match: onMatch,
      sha256: suppress.bound.sha256,
    },
  };
}

/** The list, for the answer of a step. */
export function listOf({ filters: { suppress } }: ReplayRequest): { readonly suppression?: SuppressionSummary } {
  return suppress === undefined ? {} : { suppression: suppress.summary };
}

/**
 * The request of the last step, which is bound to the list that the first one has read: what was done stays as it was, even if
 * the list is another by now.
 *
 * @param planned the list in the first step's answer, before it is checked
 */
export function withPlannedList(request: ReplayRequest, planned: unknown): ReplayRequest {
  const { suppress } = request.filters;
  if (suppress === undefined) {
    return request;
  }
  const { sha256, size } = isObject(planned) ? planned : {};
  if (typeof sha256 !== 'string' || !isCount(size)) {
    throw new Error(
      'plan tells no suppression list, and the request has one; give the answer of the step that planned',
    );
  }
  return withList(request, suppress.withDigestOnly({ digest: sha256, size }));
}
