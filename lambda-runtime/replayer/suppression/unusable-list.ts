import { PermanentError } from '../../permanent-error';

/** The error about a list that no further attempt reads. */
export function unusable(reason: string): PermanentError {
  return new PermanentError('InvalidRequest', reason);
}
