import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

/** A block of TypeScript of a page. */
export interface Snippet {
  /** The page and the line at which the block begins. */
  readonly place: string;
  readonly code: string;
  /** The block is a file of its own (`ts nofixture`), and not a part of its reader's app. */
  readonly whole?: boolean;
}

/** What a module has at its top. */
const ON_TOP = /^(import|declare) .+;$/gm;
const PROPERTIES = /^\s*\w+: /;

/** All blocks of TypeScript of the pages in docs/. */
export function snippetsOfDocs(): Snippet[] {
  const docs = join(REPOSITORY, 'docs');
  const pages = (readdirSync(docs, { recursive: true }) as string[]).filter((path) => path.endsWith('.md')).sort();
  return pages.flatMap((page) => snippetsOf(`docs/${page}`, readFileSync(join(docs, page), 'utf8')));
}

function snippetsOf(page: string, text: string): Snippet[] {
  // A block in a list is indented, and each of its lines with it.
  return [...text.matchAll(/^( *)```ts( nofixture)?\n(.*?)^\1```$/gms)].map((match) => ({
    place: `${page}:${text.slice(0, match.index).split('\n').length}`,
    code: match[3].replaceAll(new RegExp(`^${match[1]}`, 'gm'), ''),
    whole: match[2] !== undefined,
  }));
}

/**
 * Puts a block where its reader would: imports and declarations on top, and the rest inside a stack that has what the
 * examples take as given (`rosetta/default.ts-fixture`). Properties alone are those of an ingest.
 */
export function asModule({ code, whole }: Snippet, fixture: string): string {
  if (whole) {
    return code;
  }
  const top = (code.match(ON_TOP) ?? []).filter((line) => !fixture.includes(line));
  const rest = code.replace(ON_TOP, '');
  const body = PROPERTIES.test(rest)
    ? `new KafkaToS3FilesIngest(this, 'Ingest', { vpc, cluster, topic: 'events', ${rest} });`
    : rest;
  return `${top.join('\n')}\n${fixture.replace('/// here', () => `{\n${body}\n}`)}`;
}
