import { randomUUID } from 'node:crypto';
import type { States } from './definition';
import { StatesError } from './errors';
import { ExecutionRecord } from './execution-record';
import type { Nested, Services } from './frame';
import { runStates } from './run-states';
import { Variables } from './variables';

const NESTED: Nested = {
  states: runStates,
  execution: (states, input, machineName, services) => runExecution(states, input, machineName, randomUUID(), services),
};

/** Runs an execution to its end, however it ends. Throws only for what no execution of the service would come to. */
export async function runExecution(
  states: States & { readonly TimeoutSeconds?: number },
  input: unknown,
  machineName: string,
  name: string,
  services: Services,
): Promise<ExecutionRecord> {
  const { clock } = services;
  const startedAt = clock.now();
  const execution = new ExecutionRecord(machineName, name, input, new Date(startedAt).toISOString());
  services.executions.push(execution);
  const deadline = startedAt + 1000 * (states.TimeoutSeconds ?? Infinity);
  try {
    execution.addEvents(2); // started, and how it ended
    const frame = { services, execution, variables: new Variables(), nested: NESTED };
    execution.output = await runStates(states, input, frame, deadline);
    execution.status = 'SUCCEEDED';
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    execution.status = error.errorName === 'States.Timeout' && clock.now() >= deadline ? 'TIMED_OUT' : 'FAILED';
    execution.error = error.errorName;
    execution.cause = error.cause;
  }
  execution.stoppedAt = new Date(clock.now()).toISOString();
  return execution;
}
