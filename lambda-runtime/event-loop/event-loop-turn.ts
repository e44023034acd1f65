let startedAt: number | undefined;

/**
 * Tells when the event loop began to call back for operations of the thread pool that had ended. Ask it in such a
 * callback: the operation had ended by that time, however long the callbacks before it kept this thread.
 *
 * libuv takes all operations that have ended at once, and then calls back for one after the other (uv__work_done);
 * immediates come after the last of them. https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick
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
