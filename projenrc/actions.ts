/** The actions of the workflows, each by a commit: a tag can be moved to another one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { github } from 'projen';

/** Dependabot renews actions here, but not in TypeScript. */
export const PINS = '.github/actions/pins/action.yml';

/** The references by commit, such as `actions/checkout@3d3c42e…`, by the names of their actions. */
export function pinnedActions(): Record<string, string> {
  const text = readFileSync(join(__dirname, '..', PINS), 'utf8');
  const references = [...text.matchAll(/uses: ((\S+)@[0-9a-f]{40}) # v\d+\.\d+\.\d+$/gm)];
  return Object.fromEntries(references.map(([, reference, name]) => [name, reference]));
}

export function pinActions(gitHub: github.GitHub): void {
  for (const [name, reference] of Object.entries(pinnedActions())) gitHub.actions.set(name, reference);
}
