/** The part of Lambda's invocation context that tells how long the invocation may still take. */
export interface RemainingTime {
  getRemainingTimeInMillis(): number;
}

/**
 * Tells when to stop. There are two moments. At the first, nothing new is started. At the second, the answer is given
 * even if operations are still under way: one on a mount that hangs never ends, and an invocation that times out gives
 * no answer.
 */
export interface Deadline {
  /** True once nothing new may be started. */
  reached(): boolean;
  /** Resolves when the answer can wait no longer. */
  readonly last: Promise<void>;
  /** Stops the timer. */
  clear(): void;
}

const LARGEST_MARGIN_MS = 10_000;
const LARGEST_TIMER_MS = 2 ** 31 - 1;

/** @param limitMs the time the request itself allows, if it sets one */
export function deadlineOf(context: RemainingTime, limitMs = Number.POSITIVE_INFINITY): Deadline {
  const total = context.getRemainingTimeInMillis();
  const margin = Math.min(LARGEST_MARGIN_MS, total / 10);
  const stopAt = Math.max(margin, total - limitMs);
  let timer: NodeJS.Timeout | undefined;
  const last = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(total - margin / 2, LARGEST_TIMER_MS));
  });
  return {
    reached: () => context.getRemainingTimeInMillis() <= stopAt,
    last,
    clear: () => clearTimeout(timer),
  };
}
