import type { FailState } from '../definition';
import { StatesError } from '../errors';
import type { Visit } from '../frame';

export async function runFail({ Error: error = '', Cause: cause = '' }: FailState, visit: Visit): Promise<never> {
  throw new StatesError(await text(visit, error), await text(visit, cause));
}

async function text(visit: Visit, template: string): Promise<string> {
  const value = await visit.evaluate(template);
  if (typeof value === 'string') return value;
  throw new StatesError(
    'States.QueryEvaluationError',
    `Error and Cause must be texts, and '${template}' is ${JSON.stringify(value)}`,
  );
}
