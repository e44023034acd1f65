import { asking } from './asking';
import { lambda, outputsOf, stepFunctions } from './clients';

/** The function of a replayer, which is invoked. */
export interface FunctionTarget {
  readonly functionName: string;
}

/** The workflow of a replayer, which goes on by itself. */
export interface WorkflowTarget extends FunctionTarget {
  readonly stateMachineArn: string;
  /** The bucket in which runs are kept. */
  readonly runsBucket: string;
  /** The number of partitions that are replayed at a time. */
  readonly concurrency: number;
}

export type Target = FunctionTarget | WorkflowTarget;

/** The placeholder in the help for a state machine, a function or an output of a stack. */
export const TARGET = 'STATE_MACHINE_ARN|FUNCTION|STACK.OUTPUT';

const STATE_MACHINE = /^arn:[^:]+:states:[^:]*:[^:]*:stateMachine:[^:]+$/;
const FUNCTION = /^(arn:[^:]+:lambda:[^:]*:[^:]*:function:)?[A-Za-z0-9_-]{1,140}(:[A-Za-z0-9_$-]+)?$/;
const STACK_OUTPUT = /^([A-Za-z][A-Za-z0-9-]*)\.([A-Za-z0-9]+)$/;

export function isWorkflow(target: Target): target is WorkflowTarget {
  return 'stateMachineArn' in target;
}

/**
 * Finds the target that an argument names: by the ARN of a state machine, the name or the ARN of a function, or the
 * output of a stack that has one of them.
 */
export async function targetOf(given: string): Promise<Target> {
  const [, stack, output] = STACK_OUTPUT.exec(given) ?? [];
  const value = stack === undefined || output === undefined ? given : await outputOf(stack, output);
  if (STATE_MACHINE.test(value)) {
    return workflowOf(value);
  }
  if (FUNCTION.test(value)) {
    return { functionName: value };
  }
  const what = value === given ? `'${given}' is` : `the output ${given} is '${value}', which is`;
  throw new Error(
    `${what} neither the ARN of a state machine nor a function; give one of them, or a stack's output that has one, as Stack.Output`,
  );
}

async function outputOf(stack: string, output: string): Promise<string> {
  const outputs = await asking(
    `the outputs of the stack ${stack} cannot be read`,
    'cloudformation:DescribeStacks',
    outputsOf(stack),
  );
  const value = outputs[output];
  if (value === undefined) {
    const names = Object.keys(outputs);
    throw new Error(
      `the stack ${stack} has no output ${output}; ` +
        (names.length === 0
          ? 'it has none at all: add a CfnOutput with the ARN of the workflow or of the function, or give that ARN'
          : `it has ${names.join(', ')}`),
    );
  }
  return value;
}

interface Definition {
  readonly States?: {
    readonly Plan?: { readonly Arguments?: { readonly FunctionName?: unknown } };
    readonly 'Replay partitions'?: {
      readonly MaxConcurrency?: unknown;
      readonly ItemReader?: { readonly Arguments?: { readonly Bucket?: unknown } };
    };
  };
}

/** The workflow's definition says all that has to be known of it. */
async function workflowOf(stateMachineArn: string): Promise<WorkflowTarget> {
  const describing = stepFunctions().then((client) => client.describeStateMachine(stateMachineArn));
  const { definition = '{}' } = await asking(
    `${stateMachineArn} cannot be described`,
    'states:DescribeStateMachine',
    describing,
  );
  const { States: states }: Definition = JSON.parse(definition);
  const functionName = states?.Plan?.Arguments?.FunctionName;
  const partitions = states?.['Replay partitions'];
  const runsBucket = partitions?.ItemReader?.Arguments?.Bucket;
  if (typeof functionName !== 'string' || typeof runsBucket !== 'string') {
    throw new Error(`${stateMachineArn} is not the workflow of an S3FilesReplayer; give one that is`);
  }
  return { stateMachineArn, functionName, runsBucket, concurrency: Number(partitions?.MaxConcurrency) || 1 };
}

/** The state machine's ARN of an execution's. */
export function stateMachineOf(executionArn: string): string {
  const [, before, name] = /^(arn:[^:]+:states:[^:]*:[^:]*:)execution:([^:]+):[^:]+$/.exec(executionArn) ?? [];
  if (before === undefined || name === undefined) {
    throw new Error(`'${executionArn}' is not the ARN of an execution; give the one that replay told`);
  }
  return `${before}stateMachine:${name}`;
}

/** The memory of a function in MiB; undefined if it may not be looked up. */
export async function memoryOf(functionName: string): Promise<number | undefined> {
  return (await lambda()).configuration(functionName).then(
    ({ MemorySize }) => MemorySize,
    () => undefined,
  );
}
