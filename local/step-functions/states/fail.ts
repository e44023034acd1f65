import type { FailState } from '../definition';
import { StatesError } from '../errors';
import type { Visit } from '../frame';

/** https://states-language.net/#error-names. LocalStack 4.9.2 refuses it, too. */
const RESERVED = 'States.';

export async function runFail({ Error: error = '', Cause: cause = '' }: FailState, visit: Visit): Promise<never> {
  const name = await text(visit, error);
  if (name.startsWith(RESERVED)) {
    throw new StatesError('States.Runtime', `a Fail state must not report '${name}': '${RESERVED}' is reserved`);
  }
  throw new StatesError(name, await text(visit, cause));
}

async function text(visit: Visit, template: string): Promise<string> {
  const value = await visit.evaluate(template);
  if (typeof value === 'string') return value;
  throw new StatesError(
    'States.QueryEvaluationError',
    `Error and Cause must be texts, and '${template}' is ${JSON.stringify(value)}`,
  );
}
