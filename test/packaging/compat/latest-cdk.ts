/**
 * Type checks and tests the library against the newest aws-cdk-lib, beside the minimum that the build uses.
 *
 * Snapshots are left out: what CDK itself renders may change with any release of it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const cache = join(root, 'node_modules', '.cache', 'cdk-s3files', 'latest-cdk');
const modules = join(cache, 'node_modules');
const packages = ['aws-cdk-lib', 'constructs'];

function run(what: string, command: string, ...args: string[]): void {
  const start = Date.now();
  console.log(`${what} ...`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  console.log(`${what}: ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - start) / 1000).toFixed(0)} s`);
  if (status !== 0) {
    console.error(error ?? `'${command} ${args.join(' ')}' ended with ${status}`);
    process.exit(1);
  }
}

function version(folder: string): string {
  return JSON.parse(readFileSync(join(folder, 'aws-cdk-lib', 'package.json'), 'utf8')).version;
}

/** The project's configurations, with both packages taken from the cache. */
function writeConfigurations(): { tsconfig: string; unit: string; jest: string } {
  const tsconfig = join(cache, 'tsconfig.json');
  const unit = join(cache, 'tsconfig.unit.json'); // for tsx, which compiles the unit tests
  const paths = Object.fromEntries(
    packages.flatMap((name) => [
      [name, [join(modules, name)]],
      [`${name}/*`, [join(modules, name, '*')]],
    ]),
  );
  const compilerOptions = { noEmit: true, rootDir: '/', typeRoots: [join(root, 'node_modules', '@types')], paths };
  const include = [join(root, 'src', '**', '*.ts')];
  writeFileSync(tsconfig, JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include }));
  const ours = { 'cdk-s3files': [join(root, 'src', 'index.ts')] };
  writeFileSync(
    unit,
    JSON.stringify({ extends: join(root, 'test', 'tsconfig.json'), compilerOptions: { paths: { ...ours, ...paths } } }),
  );

  const jest = join(cache, 'jest.config.json');
  const { jest: project } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const mapper = Object.fromEntries(packages.map((name) => [`^${name}($|/.*)`, `${join(modules, name)}$1`]));
  const moduleNameMapper = { ...project.moduleNameMapper, ...mapper };
  writeFileSync(jest, JSON.stringify({ ...project, rootDir: root, moduleNameMapper, reporters: ['default'] }));
  return { tsconfig, unit, jest };
}

mkdirSync(cache, { recursive: true });
run(
  'install the newest aws-cdk-lib',
  'npm',
  'install',
  '--prefix',
  cache,
  '--no-save',
  ...packages.map((p) => `${p}@latest`),
);
console.log(`aws-cdk-lib ${version(modules)} (the build uses ${version(join(root, 'node_modules'))})`);
const { tsconfig, unit, jest } = writeConfigurations();
const withoutSnapshots = ['--testNamePattern', '^(?!.*(the template|the chain|no context at all))'];
run('type check', 'npx', 'tsc', '-p', tsconfig);
process.env.TSX_TSCONFIG_PATH = unit; // `npm run test:unit` sets it only if it is not set
const loaded = "require('aws-cdk-lib/core').App[Symbol.for('jsii.rtti')].version";
run('load it', 'npx', 'tsx', '--eval', `require('node:assert').equal(${loaded}, '${version(modules)}')`);
run('test the constructs', 'npm', 'run', 'test:unit', '--', '--ci', ...withoutSnapshots, 'test/constructs');
delete process.env.TSX_TSCONFIG_PATH;
run(
  'test',
  'npx',
  'jest',
  '--ci',
  '--config',
  jest,
  ...withoutSnapshots,
  'test/packaging/examples',
  // Of those that run for long the ones that synthesize: handlers know nothing of the CDK.
  'test/evidence/synchronization-matrix',
  'test/e2e/(synchronization|replay-workflow)',
);
