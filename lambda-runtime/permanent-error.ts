import type { PermanentErrorName } from '../src/contract/permanent-errors';
import { wholeMessage } from './errors';

/** An error that no further attempt mends. Lambda tells its name to the workflow, which goes by that alone. */
export class PermanentError extends Error {
  public constructor(
    public override readonly name: PermanentErrorName,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** @returns the name of an error that is permanent; undefined if it may pass */
export function permanentName(error: unknown): PermanentErrorName | undefined {
  return error instanceof PermanentError ? error.name : undefined;
}

/** Does work whose failures are all permanent, such as reading a payload, and says what is wrong in sentences of its own. */
export function permanently<Result>(name: PermanentErrorName, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof PermanentError ? error : new PermanentError(name, wholeMessage(error), { cause: error });
  }
}

/** Makes an error that says more than its cause, and is as permanent as that. */
export function wrapped(message: string, cause: unknown): Error {
  const name = permanentName(cause);
  return name === undefined ? new Error(message, { cause }) : new PermanentError(name, message, { cause });
}
