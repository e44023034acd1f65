import type { IConstruct } from 'constructs';

/**
 * A state that is kept once for a construct, such as the grants of an app.
 *
 * It is kept on the construct itself, under a name that is the same for all copies of this package: an app that loads
 * the package twice would otherwise have two states that do not know of each other.
 *
 * @param construct what the state belongs to
 * @param name names the state, unique in this package
 * @param make makes the first, empty state
 */
export function sharedState<State>(construct: IConstruct, name: string, make: () => State): State {
  const key = Symbol.for(`cdk-s3files.${name}`);
  const states = construct as unknown as Record<symbol, State | undefined>;
  const present = states[key];
  if (present !== undefined) return present;
  const state = make();
  Object.defineProperty(construct, key, { value: state });
  return state;
}
