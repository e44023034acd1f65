import type { Deadline } from '../../../lambda-runtime/deadline/deadline';

/** All the time in the world. */
export const NO_DEADLINE: Deadline = {
  reached: () => false,
  last: new Promise(() => undefined),
  clear: () => undefined,
};

/** Time for so many looks at it: whoever looks once more finds it over. */
export function reachedAfter(looks: number): Deadline {
  let left = looks;
  return { ...NO_DEADLINE, reached: () => left-- <= 0 };
}
