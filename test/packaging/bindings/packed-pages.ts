import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import type { Supervisor } from '../../../local/process/supervisor';
import { brokenLinks, relativeLinks } from '../docs/page-links';
import { onlyFile } from './files';

/** The output of wheel.py for a wheel. */
interface WheelPages {
  readonly description: string;
  readonly blocks: number;
  readonly examples: number;
  readonly foreign: readonly string[];
  readonly errors: readonly string[];
}

/** Finds the faults of the pages in the npm package: links that lead nowhere from there. */
export function problemsOfTarball(folder: string): string[] {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
  const problems = pages.flatMap((page) =>
    brokenLinks(readFileSync(join(folder, page), 'utf8'), page, folder).map((link) => `${page} links to ${link}`),
  );
  const relative = relativeLinks(readFileSync(join(folder, 'README.md'), 'utf8'));
  return [
    ...problems,
    ...relative.map((link) => `README.md links to ${link}, which npm's page of the package has not`),
  ];
}

/**
 * Finds the faults of the pages that people read of the wheel: dead links in its long description, and examples that
 * are not Python.
 */
export async function problemsOfWheel(supervisor: Supervisor, dist: string): Promise<string[]> {
  const wheel = onlyFile(join(dist, 'python'), '.whl', 'package:python');
  const failure = 'could not read the wheel';
  const told = await runCommand(supervisor, 'python3', [join(__dirname, 'wheel.py'), wheel], { failure });
  const { description, blocks, examples, foreign, errors }: WheelPages = JSON.parse(told);
  const links = new Set([...relativeLinks(description), ...brokenLinks(description, 'README.md')]);
  return [
    ...[...links].map((link) => `the long description links to ${link}, which leads nowhere`),
    ...(blocks === 0 || examples === 0 ? [`${blocks} blocks of code and ${examples} examples were found`] : []),
    ...foreign.map((language) => `a block of code is ${language}`),
    ...errors.map((error) => `an example is no Python, ${error}`),
  ];
}
