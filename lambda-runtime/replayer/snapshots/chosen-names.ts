import { isPattern, matchesName } from '../../../src/contract/name-patterns';

/** The names that were chosen of those that there are. */
export interface ChosenNames {
  /** The names that were chosen, in alphabetical order. */
  readonly names: readonly string[];
  /** Names and patterns that chose nothing. */
  readonly without: readonly string[];
}

/**
 * @param wanted names, and patterns in which `*` stands for any characters
 * @param existing what patterns choose from
 * @param mayBe tells whether a name is chosen where it is named; those that there are, unless told otherwise
 */
export function chooseNames(
  wanted: readonly string[],
  existing: readonly string[],
  mayBe?: (name: string) => boolean,
): ChosenNames {
  const there = new Set(existing);
  const isChosen = mayBe ?? ((name: string) => there.has(name));
  const names = new Set<string>();
  const without: string[] = [];
  for (const each of wanted) {
    const chosen = isPattern(each) ? existing.filter((name) => matchesName(each, name)) : isChosen(each) ? [each] : [];
    for (const name of chosen) {
      names.add(name);
    }
    if (chosen.length === 0) {
      without.push(each);
    }
  }
  return { names: [...names].sort(), without };
}
