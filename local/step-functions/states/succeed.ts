import type { SucceedState } from '../definition';
import type { Visit } from '../frame';
import { leave, type Transition } from '../transition';

export function runSucceed({ Output }: SucceedState, visit: Visit): Promise<Transition> {
  return leave({ Output }, undefined, visit);
}
