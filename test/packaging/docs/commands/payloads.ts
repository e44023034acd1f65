import { parseAction } from '../../../../lambda-runtime/replayer/actions';
import { parseRunRequest } from '../../../../lambda-runtime/replayer/workflow/run-request';
import type { ShellCommand } from './shell';

/** The error with which the replayer's function refuses a payload; undefined if it takes it. */
export function whatFunctionRefuses(text: string): string | undefined {
  return refusalOf(() => parseAction(JSON.parse(text), 'target'));
}

/** The error with which the replay's workflow refuses an input; undefined if it takes it. */
export function whatWorkflowRefuses(text: string): string | undefined {
  return refusalOf(() => parseAction(parseRunRequest(JSON.parse(text)).payload, 'target'));
}

/** The same of the payload or the input that a command of the AWS CLI gives as it stands there, and not by a variable. */
export function whatIsRefusedOf({ words }: ShellCommand): string | undefined {
  const behind = (option: string) => words.find((word, at) => words[at - 1] === option && word.startsWith('{'));
  const [payload, input] = [behind('--payload'), behind('--input')];
  if (payload !== undefined) return whatFunctionRefuses(payload);
  return input === undefined ? undefined : whatWorkflowRefuses(input);
}

function refusalOf(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    return String(error);
  }
}
