import type { Deadline } from '../../../lambda-runtime/deadline/deadline';

/** All the time in the world. */
export const NO_DEADLINE: Deadline = {
  reached: () => false,
  last: new Promise(() => undefined),
  clear: () => undefined,
};
