import type { MapState } from '../definition';
import { DefinitionError, StatesError } from '../errors';
import type { Visit } from '../frame';

// The service's own limit of children at a time.
const MOST_CHILDREN = 10_000;
const LABEL = /^[^\s?*<>{}[\]:;,\\|^~$#%&`"]{1,40}$/;

export interface MapSettings {
  readonly maxConcurrency: number;
  /** The percentage of all items that may fail. */
  readonly toleratedPercentage: number;
  readonly toleratedCount: number;
}

export async function settings(state: MapState, visit: Visit): Promise<MapSettings> {
  const { Label, MaxConcurrency = 0, ToleratedFailurePercentage, ToleratedFailureCount } = state;
  if (Label !== undefined && !LABEL.test(Label)) throw new DefinitionError(`'${Label}' cannot be the label of a Map`);
  const maxConcurrency = await wholeNumber(MaxConcurrency, 'MaxConcurrency', visit);
  return {
    maxConcurrency: maxConcurrency === 0 ? MOST_CHILDREN : Math.min(maxConcurrency, MOST_CHILDREN),
    toleratedPercentage: await wholeNumber(ToleratedFailurePercentage ?? 0, 'ToleratedFailurePercentage', visit),
    toleratedCount: await wholeNumber(ToleratedFailureCount ?? 0, 'ToleratedFailureCount', visit),
  };
}

/** A number as it stands, or as JSONata makes it. */
export async function wholeNumber(given: number | string, field: string, visit: Visit): Promise<number> {
  const value = await visit.evaluate(given);
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new StatesError(
    'States.QueryEvaluationError',
    `${field} of ${visit.name} must be a whole number, and is ${JSON.stringify(value)}`,
  );
}
