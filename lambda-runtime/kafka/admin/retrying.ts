import { setTimeout } from 'node:timers/promises';
import { delayBefore, RETRIES } from '../client-options';
import { mayPass } from '../failures';

/** Does work again while what fails may pass. @param work is told the number of the attempt, from 1 */
export async function retrying<T>(work: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt > RETRIES || !mayPass(error)) {
        throw error;
      }
      await setTimeout(delayBefore(attempt));
    }
  }
}
