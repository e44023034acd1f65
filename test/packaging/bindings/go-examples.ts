import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import { type Example, type Examples, errorsOf } from './examples';
import type { Installed } from './language';

const IMPORTS = /^import \([^)]*\)\n/m;

/**
 * Finds the faults of the examples in Go. Each is compiled as a function whose parameters are the things that it takes
 * as given.
 */
export async function problemsOfGo(
  examples: Examples,
  { supervisor, folder, environment }: Installed,
): Promise<string[]> {
  const module = join(folder, 'examples-of-the-docs');
  mkdirSync(module);
  for (const file of ['go.mod', 'go.sum']) cpSync(join(folder, file), join(module, file));
  const shown = examples.in('go');
  shown.forEach((example, index) => {
    writeFileSync(join(module, `example${index}.go`), asFunction(examples, example, index));
  });
  // -e: all errors, not the first ten of a package.
  const compile = runCommand(supervisor, 'go', ['build', '-gcflags=-e', './...'], {
    failure: 'could not compile the examples',
    cwd: module,
    env: environment,
  });
  return await compile.then(
    () => [],
    (error: Error) => found(error, shown),
  );
}

function found(error: Error, shown: readonly Example[]): string[] {
  const errors = errorsOf(error.message, /example(\d+)\.go:\d+:\d+: (.*)/g, shown);
  return errors.length > 0 ? errors : [error.message];
}

function asFunction({ names, given, modules }: Examples, { code, isWhole }: Example, index: number): string {
  const body = code.replace(IMPORTS, '');
  const packs = ['cdks3files', 'awscdk', 'constructs', ...modules.map(packOf)];
  const imports = new Map([
    ['jsii', 'github.com/aws/jsii-runtime-go'],
    ['constructs', 'github.com/aws/constructs-go/constructs/v10'],
  ]);
  const parameters = (isWhole ? [] : given)
    .filter(({ name }) => new RegExp(`\\b${name}\\b`).test(body))
    .map(({ name, type, module }) => {
      const { pack, path } = names.type(type, module ? [packOf(module)] : packs) as { pack: string; path: string };
      imports.set(pack, path);
      return `${name} ${pack}.${type}`;
    });
  for (const [, pack, name] of body.matchAll(/\b(\w+)\.(?:New)?([A-Z][A-Za-z0-9]*)/g)) {
    const type = names.type(name, [pack]);
    if (type?.pack === pack) imports.set(pack, type.path);
  }
  const made = [...body.matchAll(/^(?:(\w+) :=|var (\w+) )/gm)].map(([, one, other]) => `_ = ${one ?? other}`);
  return [
    'package examples',
    `import (\n${[...imports].map(([name, path]) => `${name} "${path}"`).join('\n')}\n)`,
    'var _ = jsii.String',
    `func example${index}(${['this constructs.Construct', ...parameters].join(', ')}) {`,
    `{\n${body}\n${made.join('\n')}\n}\n}\n`, // in a block, since an example may make what others take as given
  ].join('\n\n');
}

function packOf(module: string): string {
  return module.replace(/^aws-cdk-lib\//, '').replace(/-/g, '');
}
