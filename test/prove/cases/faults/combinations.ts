import type { SlowMountFault, SlowOperation } from '../../../../local/slow-mount/slow-mount-options';

const ERRORS: readonly SlowMountFault['error'][] = ['EIO', 'ENOSPC', 'ESTALE', 'EDQUOT', 'EACCES'];

/** A fault on one operation, under a name of its own. */
export interface Combination {
  readonly name: string;
  readonly fault: SlowMountFault;
}

/**
 * Combines each operation with each error, on all paths: always, now and then, and, if the operation can hang, for
 * good.
 */
export function combinations(
  operations: readonly SlowOperation[],
  hanging: readonly SlowOperation[],
  { quick, seed }: { readonly quick: boolean; readonly seed: number },
): Combination[] {
  const errors = quick ? ERRORS.slice(0, 1) : ERRORS;
  const failing = operations.flatMap((operation) =>
    errors.flatMap((error): Combination[] => [
      { name: `${operation}-${error}`, fault: { operations: [operation], error } },
      {
        name: `${operation}-${error}-at-times`,
        fault: { operations: [operation], error, probability: 0.3, seed },
      },
    ]),
  );
  const hangs = (quick ? hanging.slice(0, 1) : hanging).map(
    (operation): Combination => ({
      name: `${operation}-HANG`,
      fault: { operations: [operation], error: 'HANG', probability: 0.3, seed },
    }),
  );
  return [...failing, ...hangs];
}
