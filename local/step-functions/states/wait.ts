import type { WaitState } from '../definition';
import { StatesError } from '../errors';
import type { Visit } from '../frame';
import { leave, type Transition } from '../transition';

const LONGEST_SECONDS = 99_999_999;

export async function runWait(state: WaitState, visit: Visit): Promise<Transition> {
  const seconds = await visit.evaluate(state.Seconds);
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 0 || seconds > LONGEST_SECONDS) {
    throw new StatesError(
      'States.QueryEvaluationError',
      `Seconds of ${visit.name} must be a whole number from 0 to ${LONGEST_SECONDS}, and is ${JSON.stringify(seconds)}`,
    );
  }
  await visit.frame.services.clock.sleep(1000 * seconds);
  return leave(state, state.Next, visit);
}
