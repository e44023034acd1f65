let startedAt: number | undefined;

/**
 * Tells when the event loop began to hand out the operations of the thread pool that had ended by then. Ask it when one
 * of them is handed out: it had ended at that time, however long those before it kept this thread.
 *
 * libuv takes all that has ended at once and then calls back one after the other (uv__work_done); immediates come after
 * the last of them. https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick
 */
export function turnStartedAt(): number {
  if (startedAt === undefined) {
    startedAt = performance.now();
    setImmediate(() => {
      startedAt = undefined;
    });
  }
  return startedAt;
}
