import type { Deadline } from '../../../lambda-runtime/deadline/deadline';

/** All the time in the world. */
export const NO_DEADLINE: Deadline = {
  reached: () => false,
  last: new Promise(() => undefined),
  clear: () => undefined,
};

/** A deadline that is reached once it has been asked about so many times. */
export function reachedAfter(looks: number): Deadline {
  let left = looks;
  return { ...NO_DEADLINE, reached: () => left-- <= 0 };
}
