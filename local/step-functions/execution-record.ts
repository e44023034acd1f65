import { StatesError } from './errors';

const REGION_AND_ACCOUNT = 'eu-central-1:111111111111';
// A quota of Standard workflows, and a hard one.
const MOST_EVENTS = 25_000;

/** The record of an execution, while it runs and after. */
export class ExecutionRecord {
  /** The names of the states that were entered, in order; those within inline Maps too. */
  readonly entered: string[] = [];
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' = 'RUNNING';
  output?: unknown;
  error?: string;
  cause?: string;
  stoppedAt?: string;
  private eventCount = 0;

  /** @param machineName with the label of the Map behind a slash, where the execution is a Map's child */
  constructor(
    readonly machineName: string,
    readonly name: string,
    readonly input: unknown,
    readonly startedAt: string,
  ) {}

  get arn(): string {
    return `arn:aws:states:${REGION_AND_ACCOUNT}:execution:${this.machineName}:${this.name}`;
  }

  get machineArn(): string {
    return `arn:aws:states:${REGION_AND_ACCOUNT}:stateMachine:${this.machineName}`;
  }

  /** The number of events that the execution's history would have. */
  get events(): number {
    return this.eventCount;
  }

  addEvents(count: number): void {
    this.eventCount += count;
    if (this.eventCount > MOST_EVENTS) {
      throw new StatesError(
        'States.Runtime',
        `The execution reached the maximum number of history events (${MOST_EVENTS}).`,
      );
    }
  }
}

export function mapRunArn(machineName: string, label: string, id: string): string {
  return `arn:aws:states:${REGION_AND_ACCOUNT}:mapRun:${machineName}/${label}:${id}`;
}
