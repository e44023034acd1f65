import validate from 'asl-validator';
import { Buckets } from '../../s3/s3-objects';
import { SkippingClock } from '../clock';
import type { ExecutionRecord } from '../execution-record';
import { StateMachine, type StateMachineServices } from '../state-machine';

export type Handler = (payload: never) => unknown;

export interface MachineOptions extends Partial<Omit<StateMachineServices, 'invoke'>> {
  /** Functions by their names. */
  readonly functions?: Readonly<Record<string, Handler>>;
}

/** A state machine of these states, in JSONata, that an independent validator finds right too. */
export function aMachine(startAt: string, states: object, options: MachineOptions = {}): StateMachine {
  const definition = { QueryLanguage: 'JSONata', StartAt: startAt, States: states };
  expect(validate(structuredClone(definition)).errorsText()).toBe('');
  const { functions = {}, objects = new Buckets([]), clock = new SkippingClock(), ...others } = options;
  const invoke = async (name: string, payload: unknown) => {
    const handler = functions[name];
    if (handler === undefined) throw new Error(`there is no function ${name}`);
    return handler(payload as never);
  };
  return new StateMachine(definition, { ...others, invoke, objects, clock });
}

/** Runs one state that ends there. */
export function runState(state: object, input: unknown = {}, options: MachineOptions = {}): Promise<ExecutionRecord> {
  return aMachine('Only', { Only: { End: true, ...state } }, options).run(input, 'one');
}

export function lambda(payload: unknown, functionName = 'f') {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: functionName, Payload: payload },
  };
}
