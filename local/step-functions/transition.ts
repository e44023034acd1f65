import type { Outgoing } from './definition';
import type { Visit } from './frame';

/** The way in which a state is left. */
export interface Transition {
  /** The next state; absent at the end. */
  readonly next?: string;
  readonly output: unknown;
  readonly assigned: Readonly<Record<string, unknown>>;
}

/**
 * Evaluates what a state, a rule or a catcher hands on: without Output, the result or the error where there is one, or else the input.
 * Output and Assign see the same variables: neither sees what the other assigns.
 */
export async function leave(
  { Output, Assign }: Outgoing,
  next: string | undefined,
  visit: Visit,
  accessible: { result?: unknown; errorOutput?: unknown } = {},
): Promise<Transition> {
  const [unchanged = visit.input] = Object.values(accessible);
  const output = Output === undefined ? unchanged : await visit.evaluate(Output, accessible);
  const assigned = (await visit.evaluate(Assign ?? {}, accessible)) as Record<string, unknown>;
  return { next, output, assigned };
}
