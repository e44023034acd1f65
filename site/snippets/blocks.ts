import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../local/process/places';

/** A block of TypeScript of a page or of a docstring. */
export interface Snippet {
  /** The page and the line at which the block begins, or the name of what is documented. */
  readonly place: string;
  readonly code: string;
  /** True if it is a whole app, which takes nothing as given: the block is marked `ts nofixture`. */
  readonly isWhole?: boolean;
}

/** The file with the code that every block takes as given, and the place in it where a block goes. */
export const FIXTURE = join(REPOSITORY, 'rosetta', 'default.ts-fixture');

const BLOCK = /^( *)```ts( nofixture)?\n(.*?)^\1```$/gms;
/** The imports and declarations at the top of a module. */
const ON_TOP = /^(import|declare) .+;$/gm;
const PROPERTIES = /^\s*\w+: /;

/** All blocks of TypeScript of the pages in docs/. */
export function snippetsOfDocs(): Snippet[] {
  const docs = join(REPOSITORY, 'docs');
  const pages = (readdirSync(docs, { recursive: true }) as string[]).filter((path) => path.endsWith('.md')).sort();
  return pages.flatMap((page) => snippetsOf(`docs/${page}`, readFileSync(join(docs, page), 'utf8')));
}

/** The blocks of a page. */
export function snippetsOf(page: string, text: string): Snippet[] {
  const snippets: Snippet[] = [];
  replaceSnippets(page, text, (snippet) => {
    snippets.push(snippet);
    return '';
  });
  return snippets;
}

/** Puts something else in place of each block of a page; a block within a list stays as far to the right. */
export function replaceSnippets(page: string, text: string, replacement: (snippet: Snippet) => string): string {
  return text.replace(BLOCK, (_, indent: string, whole: string | undefined, code: string, offset: number) => {
    const snippet = {
      place: `${page}:${text.slice(0, offset).split('\n').length}`,
      code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
      ...(whole && { isWhole: true }),
    };
    return replacement(snippet).replace(/^(?=.)/gm, indent);
  });
}

/** A block as a module: what a reader of it sees, between the lines of the fixture that surround it. */
export interface Module {
  readonly imports: string;
  /** The lines after the imports. If a block holds only properties, it is shown as the call that takes them. */
  readonly body: string;
}

/** Takes a block apart. Properties alone are those of an ingest. */
export function partsOf({ code }: Snippet, fixture: string): Module {
  const top = (code.match(ON_TOP) ?? []).filter((line) => !fixture.includes(line));
  const rest = code.replace(ON_TOP, '');
  return {
    imports: top.join('\n'),
    body: PROPERTIES.test(rest)
      ? `new KafkaToS3FilesIngest(this, 'Ingest', { vpc, cluster, topic: 'events', ${rest} });`
      : rest,
  };
}

/**
 * Puts a block where its reader would: imports and declarations on top, and the rest inside a stack that has what the
 * examples take as given.
 */
export function asModule(snippet: Snippet, fixture: string): string {
  if (snippet.isWhole) return snippet.code;
  const { imports, body } = partsOf(snippet, fixture);
  return `${imports}\n${fixture.replace('/// here', () => `{\n${body}\n}`)}`;
}
