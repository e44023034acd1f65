import { randomUUID } from 'node:crypto';
import { checkDefinition } from './check-definition';
import { REAL_CLOCK } from './clock';
import type { Definition } from './definition';
import type { ExecutionRecord } from './execution-record';
import type { Services } from './frame';
import { runExecution } from './run-execution';

export type StateMachineServices = Pick<Services, 'invoke' | 'objects'> & Partial<Pick<Services, 'clock' | 'random'>>;

/**
 * A state machine of Step Functions, interpreted: Amazon States Language with JSONata, as
 * https://states-language.net/spec.html and the service's developer guide have it. What it does not know is an error.
 */
export class StateMachine {
  /** All executions there were, the children of Distributed Maps among them, in the order of their start. */
  readonly executions: ExecutionRecord[] = [];
  private readonly definition: Definition;
  private readonly services: Services;

  constructor(
    definition: unknown,
    services: StateMachineServices,
    private readonly name = 'local',
  ) {
    checkDefinition(definition);
    this.definition = definition;
    this.services = { clock: REAL_CLOCK, random: Math.random, ...services, executions: this.executions };
  }

  /** Runs to the end. Throws where the definition asks for what the service would refuse or is not stood in for. */
  run(input: unknown, name: string = randomUUID()): Promise<ExecutionRecord> {
    return runExecution(this.definition, input, this.name, name, this.services);
  }
}
