import type { Deadline } from '../../deadline/deadline';
import { inTime } from '../../deadline/in-time';
import type { ReplayRequest } from '../request/request';
import type { Warnings } from '../runs/warnings';
import type { Suppression } from './suppression';
import type { SuppressionLists } from './suppression-lists';

export interface ListDependencies {
  readonly lists: Pick<SuppressionLists, 'load'>;
  readonly deadline: Deadline;
}

/**
 * Reads the suppression list that a request names. Everything that decides which records go out, and each cursor, needs
 * it. Until it is read the request gives no answer about it.
 *
 * @throws PermanentError if the list cannot be had, or is another than the one that the request is bound to
 */
export async function withSuppression(
  request: ReplayRequest,
  { lists, deadline }: ListDependencies,
): Promise<ReplayRequest> {
  const { suppress } = request.filters;
  if (suppress === undefined) {
    return request;
  }
  const loading = inTime(deadline, lists.load(suppress), `reading the suppression list ${suppress.address}`);
  return withList(request, await loading);
}

export function withList(request: ReplayRequest, suppress: Suppression): ReplayRequest {
  return { ...request, filters: { ...request.filters, suppress } };
}

/** Tells what of a list is probably not as it was meant. */
export function warnOfList({ filters: { suppress } }: Pick<ReplayRequest, 'filters'>, warnings: Warnings): void {
  if (suppress === undefined) {
    return;
  }
  const { address, size, padded, mixed } = suppress;
  if (size === 0) {
    warnings.add(`the suppression list ${address} has no keys, so that it suppresses nothing`);
  }
  if (padded > 0) {
    warnings.add(
      `${padded} lines of the suppression list ${address} begin or end with a blank or a quotation mark, which is taken for a part of the key`,
    );
  }
  if (mixed > 0) {
    warnings.add(
      `${mixed} lines of the suppression list ${address} have a carriage return or a zero byte inside, so that they are probably several keys or no UTF-8, and no record has them as its key; write one key a line as UTF-8, with line feeds between`,
    );
  }
}
