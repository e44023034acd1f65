import type { State, States } from './definition';
import { StatesError, withinLimit } from './errors';
import { type Frame, Visit } from './frame';
import { runChoice } from './states/choice';
import { runFail } from './states/fail';
import { runMap } from './states/map';
import { runPass } from './states/pass';
import { runSucceed } from './states/succeed';
import { runTask } from './states/task';
import { runWait } from './states/wait';
import type { Transition } from './transition';

/** Runs from the first state to the last. @returns the last one's output */
export async function runStates(states: States, input: unknown, frame: Frame, deadline = Infinity): Promise<unknown> {
  let [name, data]: [string, unknown] = [states.StartAt, input];
  for (;;) {
    if (frame.services.clock.now() >= deadline) throw new StatesError('States.Timeout', 'the execution timed out');
    frame.execution.entered.push(name);
    frame.execution.addEvents(2); // entered and exited
    const visit = new Visit(name, withinLimit(data, `the input of ${name}`), frame);
    const { next, output, assigned } = await runState(states.States[name], visit);
    frame.variables.assign(assigned);
    data = withinLimit(output, `the output of ${name}`);
    if (next === undefined) return data;
    name = next;
  }
}

function runState(state: State, visit: Visit): Promise<Transition> {
  switch (state.Type) {
    case 'Task':
      return runTask(state, visit);
    case 'Choice':
      return runChoice(state, visit);
    case 'Wait':
      return runWait(state, visit);
    case 'Pass':
      return runPass(state, visit);
    case 'Succeed':
      return runSucceed(state, visit);
    case 'Fail':
      return runFail(state, visit);
    case 'Map':
      return runMap(state, visit);
  }
}
