/** What came of a scenario, in words; never written down, always found out. */
export interface Outcome {
  readonly works: boolean;
  readonly text: string;
}

/** Runs a scenario. An error is an outcome too: one that does not work. */
export function outcomeOf(scenario: () => Outcome): Outcome {
  try {
    return scenario();
  } catch (error) {
    return { works: false, text: `error: ${shortened(error instanceof Error ? error.message : String(error))}` };
  }
}

const LONGEST = 220;
const VALIDATION_HEADER = /^Validation failed with the following errors:\s*\[[^\]]*\]\s*/;

/** The first line, without what is in parentheses. */
function shortened(message: string): string {
  const [line = ''] = message.replace(VALIDATION_HEADER, '').split('\n');
  const text = line.replaceAll(/ \([^)]*\)/g, '').trim();
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/\s+\S*$/, '')} …`;
}
