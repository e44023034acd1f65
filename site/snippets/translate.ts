import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { TargetLanguage, Translator, type TypeScriptSnippet } from 'jsii-rosetta';
import { REPOSITORY } from '../../local/process/places';
import type { Supervisor } from '../../local/process/supervisor';
import { OTHER_LANGUAGES, type OtherLanguage } from '../languages';
import { FIXTURE, partsOf, type Snippet } from './blocks';
import { spelledOut } from './spelled-out';

const TARGETS: Readonly<Record<OtherLanguage, TargetLanguage>> = {
  python: TargetLanguage.PYTHON,
  java: TargetLanguage.JAVA,
  go: TargetLanguage.GO,
};

/** What jsii-rosetta says of syntax that a language has no word for; all else are errors of TypeScript's compiler. */
const UNSUPPORTED = /This TypeScript feature \((\w+)\) is not supported in examples/;

/** A block in other languages, or why it is not. */
export interface Translation {
  readonly snippet: Snippet;
  readonly code: Partial<Record<OtherLanguage, string>>;
  /** The syntax that cannot be translated, such as `SpreadElement`. */
  readonly unsupported?: string;
}

/** Translates blocks by jsii-rosetta, all in one program. A block that does not compile is an error. */
export function translate(supervisor: Supervisor, snippets: readonly Snippet[]): Translation[] {
  const folder = folderOfReader(supervisor);
  const given = readFileSync(FIXTURE, 'utf8');
  const translator = new Translator(true);
  const unsupported = new Map<string, string>();
  const sources = snippets.map((snippet, index) => sourceOf(snippet, `block${index}`, given, folder));
  const translated = translator.translateSnippets(
    sources,
    OTHER_LANGUAGES.map((language) => TARGETS[language]),
  );
  const errors = translator.diagnostics.flatMap(({ formattedMessage }) => {
    const [, index] = /block(\d+)\b/.exec(formattedMessage) ?? [];
    const snippet = snippets[Number(index)];
    const [, syntax] = UNSUPPORTED.exec(formattedMessage) ?? [];
    if (syntax === undefined || snippet === undefined) return [`${snippet?.place ?? 'a block'}: ${formattedMessage}`];
    unsupported.set(snippet.place, syntax);
    return [];
  });
  if (errors.length > 0) throw new Error(`blocks of TypeScript do not compile:\n${errors.join('\n')}`);

  return snippets.map((snippet, index) => {
    const syntax = unsupported.get(snippet.place);
    if (syntax !== undefined) return { snippet, code: {}, unsupported: syntax };
    const code = OTHER_LANGUAGES.map((language) => [
      language,
      translated[index]
        .get(TARGETS[language])
        ?.source.replace(/\n{3,}/g, '\n\n')
        .trim(),
    ]);
    return { snippet, code: Object.fromEntries(code) };
  });
}

function sourceOf(snippet: Snippet, name: string, given: string, folder: string): TypeScriptSnippet {
  return {
    visibleSource: snippet.code,
    completeSource: snippet.isWhole ? spelledOut(snippet.code) : betweenHidden(snippet, given),
    location: { api: { api: 'file', fileName: name } },
    strict: true,
    parameters: { $compilation: folder },
  };
}

/** The block in its fixture, of which jsii-rosetta translates what is not hidden. */
function betweenHidden(snippet: Snippet, given: string): string {
  const { imports, body } = partsOf(snippet, given);
  const inside = `{\n/// !show\n${spelledOut(body)}\n/// !hide\n}`;
  return `/// !show\n${imports}\n/// !hide\n${given.replace('/// here', () => inside)}`;
}

/** A folder in which the library is installed, as it is at its users'. */
function folderOfReader(supervisor: Supervisor): string {
  const folder = supervisor.temporaryFolder();
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(REPOSITORY, join(modules, 'cdk-s3files'));
  for (const name of ['aws-cdk-lib', 'constructs', '@types']) {
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(modules, name));
  }
  return folder;
}
