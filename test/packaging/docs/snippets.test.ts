import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { REPOSITORY } from '../../../local/process/places';
import { asModule, FIXTURE, type Snippet, snippetsOf, snippetsOfDocs } from '../../../site/snippets/blocks';
import { textOf } from './pages';

const GIVEN = readFileSync(FIXTURE, 'utf8');
const OPTIONS: ts.CompilerOptions = {
  ...ts.getDefaultCompilerOptions(),
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  ignoreDeprecations: '6.0',
  esModuleInterop: true,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
  paths: { 'cdk-s3files': [join(REPOSITORY, 'src', 'index.ts')] },
};

/** Compiles all blocks in one program, each as a file of its own that is only in memory. */
function problemsOf(snippets: readonly Snippet[]): string[] {
  const sources = new Map(
    snippets.map((snippet, index) => [
      join(REPOSITORY, 'test', `snippet-${index}.ts`),
      { snippet, text: asModule(snippet, GIVEN) },
    ]),
  );
  const host = ts.createCompilerHost(OPTIONS);
  const { readFile, fileExists } = host;
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.readFile = (path) => sources.get(path)?.text ?? readFile(path);
  const program = ts.createProgram([...sources.keys()], OPTIONS, host);
  return [...sources].flatMap(([path, { snippet }]) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${snippet.place}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}

test('each block of TypeScript in the documentation compiles in the app that its reader has', () => {
  const snippets = [...snippetsOf('README.md', textOf('README.md')), ...snippetsOfDocs()];
  expect(snippets.length).toBeGreaterThan(20);
  expect(problemsOf(snippets)).toEqual([]);
});

/** Code that the blocks of the pages for contributors take as given, by the page. */
const FOR_CONTRIBUTORS: Readonly<Record<string, string>> = {
  'local/README.md': `
    import { fetchKafkaJars } from '../local/kafka/kafka-jars';
    import { startKafkaBroker } from '../local/kafka/kafka-cluster';
    import { Supervisor } from '../local/process/supervisor';`,
  'test/README.md': `
    import { expect, test } from '@jest/globals';
    import { store } from './handlers/support/files';
    import { MemoryPublisher } from './handlers/support/memory-publisher';
    import { useMount } from './handlers/support/mount';
    import { runReplay } from './handlers/support/replayer';`,
};

test.each(Object.entries(FOR_CONTRIBUTORS))('each block of TypeScript in %s compiles', (page, given) => {
  const snippets = snippetsOf(page, textOf(page));
  const whole = snippets.map(({ place, code }) => ({
    place,
    isWhole: true,
    code: `${given}\nexport async function block() {\n${code}\n}`,
  }));
  expect(snippets.length).toBeGreaterThan(0);
  expect(problemsOf(whole)).toEqual([]);
});

test('a block with a property that is not there is found', () => {
  const problems = problemsOf([
    { place: 'a page:1', code: "accessPoint.attachToFunction(myFunction, { mount: '/mnt' });" },
  ]);
  expect(problems).toEqual([expect.stringContaining('a page:1: ')]);
});

test('a block in a list is among them, without its indent', () => {
  const inList = snippetsOfDocs().find(({ place }) => place.includes('take-up-a-kept-file-system.md'));
  expect(inList?.code).toMatch(/^const fileSystem = /);
});
