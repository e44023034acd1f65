import type { Deadline } from './deadline';

/** @param what is being done, and how to have less of it; for the error */
export async function inTime<T>(deadline: Deadline, work: Promise<T>, what: string): Promise<T> {
  const tooLate = deadline.last.then((): never => {
    throw new Error(`the deadline came before anything was done, while ${what}, or give the function more time`);
  });
  return Promise.race([work, tooLate]);
}
