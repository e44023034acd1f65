/** The outcome of a scenario, in words. It is never written down by hand, but found by running the scenario. */
export interface Outcome {
  readonly works: boolean;
  readonly text: string;
}

/** Runs a scenario. An error is an outcome too: one that does not work. */
export function outcomeOf(scenario: () => Outcome): Outcome {
  try {
    return scenario();
  } catch (error) {
    return { works: false, text: `error: ${shortened(messageOf(error), 180)}` };
  }
}

/** Runs a scenario in which an error is wanted that says why, and how to mend it. */
export function refusalOf(scenario: () => Outcome, because: RegExp): Outcome {
  try {
    return { works: false, text: `not refused: ${scenario().text}` };
  } catch (error) {
    const message = messageOf(error);
    return { works: because.test(message), text: `refused at synth: ${shortened(message, 500)}` };
  }
}

const VALIDATION_HEADER = /^Validation failed with the following errors:\s*\[[^\]]*\]\s*/;

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(VALIDATION_HEADER, '');
}

/** The first line, without what is in parentheses. */
function shortened(message: string, longest: number): string {
  const [line = ''] = message.split('\n');
  const text = line.replaceAll(/ \([^)]*\)/g, '').trim();
  return text.length <= longest ? text : `${text.slice(0, longest).replace(/\s+\S*$/, '')} …`;
}
