import fc from 'fast-check';
import type { Outcome, ProveContext } from '../../case';
import { outcome } from '../../support/outcomes';

/** Text that stands in every record's key, value and headers, and may stand in no message and no line of a log. */
export const SECRET = 'Zx9SecretOfARecord';

const LONGEST_MESSAGE = 3000;

/** A promise that an input has broken, and which count it belongs to. */
export class Broken extends Error {
  constructor(
    message: string,
    readonly count: 'torn' | 'escaped',
  ) {
    super(message);
  }
}

/** Holds a refusal to what is promised: a sentence of bearable length, and no error of the language itself. */
export function checkRefusal(error: unknown): asserts error is Error {
  if (!(error instanceof Error)) throw new Broken(`it threw what is no error: ${String(error)}`, 'torn');
  if (/^(Type|Reference|Range|Syntax)Error$/.test(error.name)) throw new Broken(`it threw ${error.stack}`, 'torn');
  if (error.message.length > LONGEST_MESSAGE) {
    throw new Broken(`its message has ${error.message.length} characters: ${error.message.slice(0, 200)}…`, 'torn');
  }
}

/** Runs a property; the first input that breaks it, made as small as can be, is told with the seed. */
export async function check<Input>(
  what: string,
  { seed, say }: ProveContext,
  runs: number,
  inputs: fc.Arbitrary<Input>,
  property: (input: Input) => Promise<void>,
): Promise<Outcome> {
  let tries = 0;
  const details = await fc.check(
    fc.asyncProperty(inputs, async (input) => {
      tries += 1;
      if (tries % 500 === 0) say(`${what}: ${tries} of ${runs}`);
      await property(input);
    }),
    { seed, numRuns: runs, endOnFailure: false },
  );
  const notes = [`${what}: ${tries} (seed ${seed})`];
  if (!details.failed) return outcome({ tries, notes });
  const error = details.errorInstance;
  const told = `${what}: ${error instanceof Error ? error.message : String(error)}; with ${JSON.stringify(details.counterexample)?.slice(0, 1000)} (seed ${seed}, path ${details.counterexamplePath})`;
  return outcome({
    tries,
    torn: error instanceof Broken && error.count === 'escaped' ? 0 : 1,
    escaped: error instanceof Broken && error.count === 'escaped' ? 1 : 0,
    broken: [told],
    notes,
  });
}
