import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

const FOLDER = join(REPOSITORY, 'docs', 'how-to', 'troubleshoot');

/** A block of commands, and what it prints in each case that the page knows. */
export interface Commands {
  readonly text: string;
  readonly outputs: readonly { readonly name: string; readonly text: string }[];
}

/** A page of docs/how-to/troubleshoot. */
export interface Page {
  readonly name: string;
  readonly text: string;
  readonly commands: readonly Commands[];
}

export const PAGE_NAMES = readdirSync(FOLDER).map((file) => file.replace(/\.md$/, ''));

/** An output stands in a block of `text` behind its commands, whose second word names the case. */
export function readPage(name: string): Page {
  const text = readFileSync(join(FOLDER, `${name}.md`), 'utf8');
  const commands: { text: string; outputs: { name: string; text: string }[] }[] = [];
  for (const [, language, caseName, content] of text.matchAll(/^```(\S*) ?(\S*)\n(.*?)^```$/gms)) {
    if (language === 'sh') {
      commands.push({ text: content, outputs: [] });
    } else if (language === 'text') {
      commands.at(-1)?.outputs.push({ name: caseName, text: content });
    }
  }
  return { name, text, commands };
}
