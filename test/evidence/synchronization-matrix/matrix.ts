import type { LocalCloud } from '../../../local/cloudformation/local-cloud';
import { type Apps, SCHEMES, type Scheme } from './apps';
import { Cell, type Ending, READINGS, type Reading } from './cell';
import type { Scenario } from './scenarios';

/**
 * O as wanted; F failed and rolled back; R failed, and so did the rollback; D not deleted; K success, while other rules
 * stay because nobody was called; W success, and wrong rules for no good reason.
 */
export type Letter = 'O' | 'F' | 'R' | 'D' | 'K' | 'W';

export interface CellResult {
  readonly scheme: Scheme;
  readonly reading: Reading;
  readonly ending: Ending;
  readonly letter: Letter;
}

export interface ScenarioResult {
  readonly scenario: Scenario;
  /** The cells in the order of schemes and readings; none for a scheme that the scenario is not about. */
  readonly cells: CellResult[];
}

/** Runs a scenario under every reading, with every scheme that it is about, one cell after the other. */
export async function runScenario(cloud: LocalCloud, apps: Apps, scenario: Scenario): Promise<ScenarioResult> {
  const cells: CellResult[] = [];
  for (const scheme of scenario.schemes ?? SCHEMES) {
    for (const reading of READINGS) {
      const cell = new Cell(cloud, apps, scheme, reading, scenario.creatingFor);
      await scenario.run(cell);
      const ending = cell.ending();
      cells.push({ scheme, reading, ending, letter: letterOf(ending, scenario) });
    }
  }
  return { scenario, cells };
}

function letterOf({ status, rules }: Ending, { wanted, kept }: Scenario): Letter {
  if (status === wanted.status) {
    if (rules === wanted.rules) return 'O';
    return rules === kept ? 'K' : 'W';
  }
  switch (status) {
    case 'ROLLBACK_COMPLETE':
    case 'UPDATE_ROLLBACK_COMPLETE':
      return 'F';
    case 'ROLLBACK_FAILED':
    case 'UPDATE_ROLLBACK_FAILED':
      return 'R';
    case 'DELETE_FAILED':
      return 'D';
    default:
      return 'W';
  }
}

/** One line for each scheme and pair of readings; the versions are those of the four states of a fresh file system. */
export function endings({ cells }: ScenarioResult): string[] {
  return grouped(cells).map(({ title, cells: group }) => {
    const states = group.map(({ letter, ending }) => `${letter} ${ending.status}, rules: ${ending.rules}`);
    const versions = group.map(({ ending }) => ending.version ?? '-').join(' ');
    return `${title}: ${[...new Set(states)].length === 1 ? states[0] : states.join('; ')}, versions ${versions}`;
  });
}

export interface Group {
  readonly title: string;
  readonly cells: CellResult[];
}

export function grouped(cells: readonly CellResult[]): Group[] {
  const groups = new Map<string, CellResult[]>();
  for (const cell of cells) {
    const title = `${cell.scheme}, ${cell.reading.put}, ${cell.reading.rollback}`;
    groups.set(title, [...(groups.get(title) ?? []), cell]);
  }
  return [...groups].map(([title, group]) => ({ title, cells: group }));
}
