import { readArguments } from '../../../command-line/arguments/options';
import { type Calculation, calculate } from '../../../command-line/cost/calculation';
import { COST } from '../../../command-line/cost/cost';
import { FIGURES, figuresOf } from '../../../command-line/cost/figures';
import { printed } from '../../command-line/support/printed';
import type { Case } from './cases';

/** The words that one types for a case, after `npx cdk-s3files cost`. */
export function typedOf({ load, typed = '' }: Case): string[] {
  const { recordsPerDay, valueBytes } = load;
  return ['--records-per-day', `${recordsPerDay}`, '--bytes', `${valueBytes}`, ...typed.split(' ').filter(Boolean)];
}

/** The figures that the command calculates for a case. */
export function calculatedOf(given: Case): Promise<Calculation> {
  return calculate(figuresOf(readArguments(typedOf(given), FIGURES)));
}

/** The text that the command prints for a case. */
export async function printedOf(given: Case): Promise<string> {
  return (await printed(COST, typedOf(given))).trimEnd();
}
