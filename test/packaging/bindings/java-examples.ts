import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import type { Interfaces } from '../../../site/api/interfaces';
import { type Example, type Examples, errorsOf } from './examples';
import type { Installed } from './language';
import { LOCAL_REPOSITORY } from './maven';

/**
 * Finds the faults of the examples in Java. Each is compiled as a method of a stack that has the things that it takes
 * as given.
 */
export async function problemsOfJava(examples: Examples, { supervisor, folder, dist }: Installed): Promise<string[]> {
  const sources = join(folder, 'examples-of-the-docs');
  mkdirSync(sources);
  const shown = examples.in('java');
  shown.forEach((example, index) => {
    writeFileSync(join(sources, `Example${index}.java`), asClass(examples, example, index));
  });
  const jars = [
    dist,
    ...['amazon/awscdk/aws-cdk-lib', 'amazon/jsii', 'constructs'].map((it) => join(LOCAL_REPOSITORY, 'software', it)),
  ];
  const classpath = jars.flatMap(jarsIn).join(delimiter);
  const files = shown.map((_, index) => join(sources, `Example${index}.java`));
  writeFileSync(join(sources, 'files'), files.join('\n'));
  const compile = runCommand(
    supervisor,
    'javac',
    ['-proc:none', '-nowarn', '-d', join(sources, 'classes'), '-cp', classpath, `@${join(sources, 'files')}`],
    { failure: 'could not compile the examples' },
  );
  return await compile.then(
    () => [],
    (error: Error) => found(error, shown),
  );
}

function found(error: Error, shown: readonly Example[]): string[] {
  const errors = errorsOf(error.message, /Example(\d+)\.java:\d+: error: (.*)/g, shown);
  return errors.length > 0 ? errors : [error.message];
}

function jarsIn(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((path) => path.endsWith('.jar') && !/-(sources|javadoc)\.jar$/.test(path))
    .map((path) => join(folder, path));
}

/** Single names as the example and the fixture have them, and all of the packages, for builders that TypeScript does not name. */
function importsOf({ interfaces, aliases, named, modules }: Examples, { source }: Example): string[] {
  const single = new Map(named);
  for (const [, alias, name] of source.matchAll(/\b(\w+)\.([A-Z]\w*)/g)) {
    const module = aliases.get(alias);
    if (module !== undefined) single.set(name, module);
  }
  const others = modules.filter((module) => module !== 'aws-cdk-lib'); // whose names are names of other packages, too
  return [
    'java.util.*',
    ...others.map((module) => `${packageOf(interfaces, module)}.*`),
    ...[...single].map(([name, module]) => `${packageOf(interfaces, module)}.${name}`),
  ];
}

function packageOf({ assembly }: Interfaces, module: string): string {
  const [library, submodule] = module.split('/');
  const { spec } = assembly.system.findAssembly(library);
  const name = `${library}.${submodule?.replace(/-/g, '_')}`;
  const { java } = (submodule === undefined ? spec : spec.submodules?.[name])?.targets ?? {};
  return java?.package as string;
}

function asClass(examples: Examples, example: Example, index: number): string {
  const lines = example.code.split('\n');
  const own = lines.filter((line) => line.startsWith('import '));
  const imports = importsOf(examples, example).map((name) => `import ${name};`);
  return [
    ...(example.isWhole ? ['import java.util.*;'] : imports),
    ...own.filter((line) => example.isWhole || !imports.includes(line)),
    `class Example${index} extends software.amazon.awscdk.Stack {`,
    ...(example.isWhole ? [] : examples.given.map(({ name, type }) => `static ${type} ${name};`)),
    'void show() {',
    // What an example declares without a value, its reader has.
    ...lines.filter((line) => !line.startsWith('import ')).map((line) => line.replace(/^(\w+ \w+);$/, '$1 = null;')),
    '}\n}\n',
  ].join('\n');
}
