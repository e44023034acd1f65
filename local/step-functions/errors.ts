import { sizeOf } from './json';

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
const MOST_BYTES = 262_144;

/** A failure that Retry and Catch know by its name. */
export class StatesError extends Error {
  constructor(
    readonly errorName: string,
    override readonly cause: string,
  ) {
    super(`${errorName}: ${cause}`);
  }
}

/**
 * An error in the definition: the service would refuse it, or it is not modelled. It fails the test, never the
 * execution.
 */
export class DefinitionError extends Error {}

/** @returns the value, unless it is larger than what may pass from state to state */
export function withinLimit<T>(value: T, what: string): T {
  const size = sizeOf(value);
  if (size > MOST_BYTES) {
    throw new StatesError('States.DataLimitExceeded', `${what} has ${size} bytes; at most ${MOST_BYTES} pass`);
  }
  return value;
}
