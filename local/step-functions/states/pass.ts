import type { PassState } from '../definition';
import type { Visit } from '../frame';
import { leave, type Transition } from '../transition';

export function runPass(state: PassState, visit: Visit): Promise<Transition> {
  return leave(state, state.Next, visit);
}
