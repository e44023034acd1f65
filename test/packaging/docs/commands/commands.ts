import { BLOCKS, PAGES } from '../pages';
import { commandsOf, type ShellCommand } from './shell';

/** A command, and where it stands. */
export interface CommandOfPage {
  readonly page: string;
  readonly place: string;
  readonly command: ShellCommand;
}

/** Pages whose commands are run, each of them, by test/e2e/runbooks.test.ts. */
const RUN = /^docs\/how-to\/troubleshoot\//;

/** The commands of all other pages. What a block makes a function of is one in the later blocks of its page. */
export const COMMANDS: readonly CommandOfPage[] = PAGES.filter((page) => !RUN.test(page)).flatMap((page) => {
  const functions = new Set<string>();
  const blocks = BLOCKS.filter((block) => block.page === page && block.language === 'sh');
  return blocks.flatMap(({ place, code }) => commandsOf(code, functions).map((command) => ({ page, place, command })));
});
