import type { ChoiceState } from '../definition';
import { StatesError } from '../errors';
import type { Visit } from '../frame';
import { leave, type Transition } from '../transition';

/** The first rule that holds is taken, with its own Output and Assign; the state's are for the default. */
export async function runChoice(state: ChoiceState, visit: Visit): Promise<Transition> {
  for (const rule of state.Choices) {
    const holds = await visit.evaluate(rule.Condition);
    if (typeof holds !== 'boolean') {
      throw new StatesError(
        'States.QueryEvaluationError',
        `The condition '${rule.Condition}' must be true or false, and is ${JSON.stringify(holds)}`,
      );
    }
    if (holds) return leave({ Output: rule.Output ?? state.Output, Assign: rule.Assign }, rule.Next, visit);
  }
  if (state.Default === undefined) {
    throw new StatesError('States.NoChoiceMatched', `no rule of ${visit.name} holds, and it has no default`);
  }
  return leave(state, state.Default, visit);
}
