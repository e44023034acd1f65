import type { TaskState } from '../definition';
import { DefinitionError, StatesError, withinLimit } from '../errors';
import type { Visit } from '../frame';
import { isObject } from '../json';
import { fallibly } from '../retry-and-catch';
import { leave, type Transition } from '../transition';

const LAMBDA_INVOKE = /^arn:aws[\w-]*:states:::lambda:invoke$/;
const MOST_CAUSE = 32_768;

export function runTask(state: TaskState, visit: Visit): Promise<Transition> {
  if (!LAMBDA_INVOKE.test(state.Resource)) throw new DefinitionError(`${state.Resource} is not stood in for`);
  return fallibly(state, visit, async () => {
    const { FunctionName, Payload } = argumentsOf(await visit.evaluate(state.Arguments), visit.name);
    visit.frame.execution.addEvents(3); // scheduled, started, and how it ended
    const payload = await invoke(visit, FunctionName, Payload);
    const result = { ExecutedVersion: '$LATEST', Payload: payload, StatusCode: 200 };
    return leave(state, state.Next, visit, { result: withinLimit(result, `the result of ${visit.name}`) });
  });
}

function argumentsOf(given: unknown, name: string): { FunctionName: string; Payload: unknown } {
  const { FunctionName, Payload, ...others } = isObject(given) ? given : {};
  if (typeof FunctionName !== 'string' || Object.keys(others).length > 0) {
    throw new DefinitionError(`the arguments of ${name} must be FunctionName and Payload: ${JSON.stringify(given)}`);
  }
  return { FunctionName, Payload: withinLimit(Payload ?? {}, `the payload of ${name}`) };
}

async function invoke(visit: Visit, functionName: string, payload: unknown): Promise<unknown> {
  try {
    const answer = await visit.frame.services.invoke(functionName, JSON.parse(JSON.stringify(payload)));
    return JSON.parse(JSON.stringify(answer ?? null));
  } catch (error) {
    if (error instanceof DefinitionError) throw error;
    throw failureOf(error);
  }
}

/** An error as Lambda reports it: its name, and as the cause the JSON with the message. */
function failureOf(error: unknown): StatesError {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const cause = JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split('\n') });
  return new StatesError(name, cause.slice(0, MOST_CAUSE));
}
