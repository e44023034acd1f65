import type { Outcome } from '../case';

/** An outcome in which nothing was wrong, but for what is given. */
export function outcome(differences: Partial<Outcome>): Outcome {
  return { tries: 0, lost: 0, torn: 0, twice: 0, escaped: 0, broken: [], notes: [], ...differences };
}

/** The outcome of several together. */
export function together(outcomes: readonly Outcome[]): Outcome {
  const sum = (count: (each: Outcome) => number) => outcomes.reduce((total, each) => total + count(each), 0);
  return {
    tries: sum(({ tries }) => tries),
    lost: sum(({ lost }) => lost),
    torn: sum(({ torn }) => torn),
    twice: sum(({ twice }) => twice),
    escaped: sum(({ escaped }) => escaped),
    broken: outcomes.flatMap(({ broken }) => broken),
    notes: outcomes.flatMap(({ notes }) => notes),
  };
}

/** True where a case kept its promise. */
export function isKept({ lost, torn, escaped, broken }: Outcome): boolean {
  return lost + torn + escaped === 0 && broken.length === 0;
}
