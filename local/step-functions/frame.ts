import type { ObjectStore } from '../s3/s3-objects';
import type { Clock } from './clock';
import type { States } from './definition';
import type { ExecutionRecord } from './execution-record';
import { evaluate } from './query';
import type { Variables } from './variables';

/** The services that the interpreter is given from outside. */
export interface Services {
  /** A Lambda function by its name or ARN; what it throws is the invocation's error. */
  readonly invoke: (functionName: string, payload: unknown) => Promise<unknown>;
  readonly objects: ObjectStore;
  readonly clock: Clock;
  /** A random number from 0 to below 1, for the jitter of retries. */
  readonly random: () => number;
  readonly executions: ExecutionRecord[];
}

export interface MapItem {
  readonly Index: number;
  readonly Value: unknown;
}

/** The functions by which a Map runs the states in it. */
export interface Nested {
  states(states: States, input: unknown, frame: Frame): Promise<unknown>;
  execution(states: States, input: unknown, machineName: string, services: Services): Promise<ExecutionRecord>;
}

/** The surroundings in which states run: a whole execution, or one iteration of an inline Map within it. */
export interface Frame {
  readonly services: Services;
  readonly execution: ExecutionRecord;
  readonly variables: Variables;
  readonly item?: MapItem;
  readonly nested: Nested;
}

/** One visit of a state. */
export class Visit {
  private readonly enteredAt: string;
  private readonly variables: Readonly<Record<string, unknown>>;
  retries = 0;

  constructor(
    readonly name: string,
    readonly input: unknown,
    readonly frame: Frame,
  ) {
    this.enteredAt = new Date(frame.services.clock.now()).toISOString();
    // The next state sees the variables that this one assigns; its own fields are evaluated with those it began with.
    this.variables = frame.variables.all();
  }

  /** @param more what the field has besides the input: `result`, `errorOutput`, or the item of a Map */
  evaluate(
    template: unknown,
    more: { result?: unknown; errorOutput?: unknown; item?: MapItem } = {},
  ): Promise<unknown> {
    const { item = this.frame.item, ...accessible } = more;
    const states = { input: this.input, context: this.context(item), ...accessible };
    return evaluate(template, { states, variables: this.variables });
  }

  /** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
  private context(item: MapItem | undefined): object {
    const { execution } = this.frame;
    return {
      Execution: {
        Id: execution.arn,
        Input: execution.input,
        Name: execution.name,
        RoleArn: 'arn:aws:iam::111111111111:role/state-machine',
        StartTime: execution.startedAt,
        RedriveCount: 0,
      },
      StateMachine: { Id: execution.machineArn, Name: execution.machineName },
      State: { Name: this.name, EnteredTime: this.enteredAt, RetryCount: this.retries },
      ...(item && { Map: { Item: item } }),
    };
  }
}
