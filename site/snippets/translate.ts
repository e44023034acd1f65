import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { TargetLanguage, Translator, type TypeScriptSnippet } from 'jsii-rosetta';
import { REPOSITORY } from '../../local/process/places';
import type { Supervisor } from '../../local/process/supervisor';
import { OTHER_LANGUAGES, type OtherLanguage } from '../languages';
import { FIXTURE, partsOf, type Snippet } from './blocks';
import { mendedGo } from './go';
import { mendedJava } from './java';
import type { Names } from './names';
import { spelledOut } from './spelled-out';
import { Untranslatable, wrongIn } from './untranslatable';

const TARGETS: Readonly<Record<OtherLanguage, TargetLanguage>> = {
  python: TargetLanguage.PYTHON,
  java: TargetLanguage.JAVA,
  go: TargetLanguage.GO,
};

/**
 * The message of jsii-rosetta for syntax that a language has no word for. All other messages are errors of the
 * compiler.
 */
const UNSUPPORTED = /This TypeScript feature \((\w+)\) is not supported in examples/;

/** A block in other languages, and why it is not in some. */
export interface Translation {
  readonly snippet: Snippet;
  readonly code: Partial<Record<OtherLanguage, string>>;
  readonly missing: Partial<Record<OtherLanguage, string>>;
}

/** Translates blocks by jsii-rosetta, all in one program. A block that does not compile is an error. */
export function translate(supervisor: Supervisor, snippets: readonly Snippet[], names: Names): Translation[] {
  const folder = folderOfReader(supervisor);
  const given = readFileSync(FIXTURE, 'utf8');
  const translator = new Translator(true);
  const sources = snippets.map((snippet, index) => sourceOf(snippet, `block${index}`, given, folder));
  const translated = translator.translateSnippets(
    sources,
    OTHER_LANGUAGES.map((language) => TARGETS[language]),
  );
  const unsupported = new Map<Snippet, string>();
  const errors = translator.diagnostics.flatMap(({ formattedMessage }) => {
    const [, index] = /block(\d+)\b/.exec(formattedMessage) ?? [];
    const snippet = snippets[Number(index)];
    const [, syntax] = UNSUPPORTED.exec(formattedMessage) ?? [];
    if (syntax === undefined || snippet === undefined) return [`${snippet?.place ?? 'a block'}: ${formattedMessage}`];
    unsupported.set(snippet, syntax);
    return [];
  });
  if (errors.length > 0) throw new Error(`blocks of TypeScript do not compile:\n${errors.join('\n')}`);

  const menders: Readonly<Record<OtherLanguage, (code: string, snippet: Snippet) => string>> = {
    python: (code) => code,
    java: (code) => mendedJava(names, code),
    go: (code, snippet) => mendedGo(names, code, snippet.isWhole ? snippet.code : `${given}\n${snippet.code}`),
  };
  return snippets.map((snippet, index) => {
    const translation: Translation = { snippet, code: {}, missing: {} };
    for (const language of OTHER_LANGUAGES) {
      const code = translated[index]
        .get(TARGETS[language])
        ?.source.replace(/\n{3,}/g, '\n\n')
        .trim();
      const reason = unsupported.get(snippet) ?? wrongIn(language, snippet);
      try {
        if (reason !== undefined || code === undefined) throw new Untranslatable(reason);
        translation.code[language] = menders[language](code, snippet);
      } catch (error) {
        if (!(error instanceof Untranslatable)) throw error;
        translation.missing[language] = error.message;
      }
    }
    return translation;
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
