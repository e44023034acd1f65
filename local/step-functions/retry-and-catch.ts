import type { Fallible, Retrier } from './definition';
import { StatesError } from './errors';
import type { Visit } from './frame';
import { leave, type Transition } from './transition';

// Errors that the wildcards never match: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
const TERMINAL = ['States.DataLimitExceeded', 'States.Runtime'];

/**
 * Repeats the work until it succeeds, no retrier has attempts left, or a catcher takes the error. Attempts are counted
 * anew for each visit of a state.
 */
export async function fallibly(
  { Retry = [], Catch = [] }: Fallible,
  visit: Visit,
  work: () => Promise<Transition>,
): Promise<Transition> {
  const attempts = new Map<Retrier, number>();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      const retrier = Retry.find(({ ErrorEquals }) => matches(ErrorEquals, error.errorName));
      const attempt = retrier === undefined ? 0 : (attempts.get(retrier) ?? 0);
      if (retrier === undefined || attempt >= (retrier.MaxAttempts ?? 3)) return caught(Catch, visit, error);
      attempts.set(retrier, attempt + 1);
      visit.retries += 1;
      await visit.frame.services.clock.sleep(pauseMs(retrier, attempt, visit.frame.services.random));
    }
  }
}

async function caught(catchers: NonNullable<Fallible['Catch']>, visit: Visit, error: StatesError): Promise<Transition> {
  const catcher = catchers.find(({ ErrorEquals }) => matches(ErrorEquals, error.errorName));
  if (catcher === undefined) throw error;
  return leave(catcher, catcher.Next, visit, { errorOutput: { Error: error.errorName, Cause: error.cause } });
}

function matches(names: readonly string[], errorName: string): boolean {
  if (names.includes(errorName)) return true;
  if (TERMINAL.includes(errorName)) return false;
  return names.includes('States.ALL') || (names.includes('States.TaskFailed') && errorName !== 'States.Timeout');
}

function pauseMs(retrier: Retrier, attempt: number, random: () => number): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Infinity, JitterStrategy = 'NONE' } = retrier;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds);
  return 1000 * (JitterStrategy === 'FULL' ? random() * seconds : seconds);
}
