import { awscdk, github, JsonFile, javascript, release, TextFile, typescript } from 'projen';
import { pinActions } from './projenrc/actions';
import { addCommunityFiles } from './projenrc/community';
import { COMMAND_LINE } from './projenrc/handlers';
import { HOUSE, ROOMS } from './projenrc/house';
import { addBuildWorkflow, addPagesWorkflow, BoundedWorkflows, expression } from './projenrc/workflows';

/** The oldest version of Node.js that the library supports. */
const OLDEST_NODE = '20.16.0';

/** For workflows that do not test: npm 11 comes with it, which publishes without a token. */
const WORKFLOW_NODE = '24';

/** Packages without CommonJS, which jest does not load as they are. */
const ES_MODULES = {
  transform: { '^.+/node_modules/hyparquet.+\\.js$': '<rootDir>/test/jest.esm.cjs' },
  transformIgnorePatterns: ['/node_modules/(?!hyparquet)'],
};

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-s3files',
  description: 'AWS CDK constructs for Amazon S3 Files: Kafka topics as files on S3, and back to Kafka',
  author: 'cdk-s3files contributors',
  authorAddress: 'maintainers@users.noreply.github.com',
  repositoryUrl: 'https://github.com/cdk-s3files/cdk-s3files.git',
  license: 'Apache-2.0',
  // Construct Hub and npm's search look for `awscdk` and `aws-cdk`.
  keywords: [
    'aws',
    'aws-cdk',
    'awscdk',
    'cdk',
    'constructs',
    's3',
    's3-files',
    's3files',
    'amazon-s3-files',
    'kafka',
    'msk',
    'confluent',
    'lambda',
    'nfs',
    'replay',
    'archive',
  ],
  defaultReleaseBranch: 'main',
  stability: 'experimental',

  // 2.263.0 is the first release with both the S3 Files L1s in the shape used here and cdk-nag 3's hooks.
  cdkVersion: '2.263.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0', // 7 is refused by jsii and ts-jest
  minNodeVersion: OLDEST_NODE,
  workflowNodeVersion: WORKFLOW_NODE,
  packageManager: javascript.NodePackageManager.NPM,

  // No registry gets a long-lived token where it knows the workflow by its identity: docs/releasing.md.
  npmTrustedPublishing: true,
  publishToPypi: { distName: 'cdk-s3files', module: 'cdk_s3files', trustedPublishing: true },
  publishToMaven: {
    mavenGroupId: 'io.github.cdks3files',
    mavenArtifactId: 'cdk-s3files',
    javaPackage: 'io.github.cdks3files',
    mavenServerId: 'central-ossrh',
  },
  publishToNuget: { dotNetNamespace: 'CdkS3Files', packageId: 'CdkS3Files', trustedPublishing: true },
  publishToGo: {
    moduleName: 'github.com/cdk-s3files/cdk-s3files-go',
    packageName: 'cdks3files',
    githubUseSsh: true, // a deploy key opens that one repository alone
  },

  projenrcTs: true,
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsx() },
  sampleCode: false,
  depsUpgrade: true,
  depsUpgradeOptions: {
    cooldown: 7, // days, after which a stolen package has mostly been found out
    workflowOptions: {
      schedule: javascript.UpgradeDependenciesSchedule.WEEKLY,
      // Pull requests by GitHub's own token would start no build.
      projenCredentials: github.GithubCredentials.fromApp({
        permissions: {
          contents: github.workflows.AppPermission.WRITE,
          pullRequests: github.workflows.AppPermission.WRITE,
          workflows: github.workflows.AppPermission.WRITE, // a newer projen may write other workflows
        },
      }),
      labels: ['dependencies'],
    },
  },
  githubOptions: { mergify: false, pullRequestLint: false },
  pullRequestTemplateContents: [
    '<!-- What changes for users, and why. "Fixes #1" closes an issue. -->',
    '',
    '- [ ] A test fails without this change.',
    '- [ ] CHANGELOG.md has a line, if users notice it.',
    '- [ ] `npm test` passes; what it wrote is committed.',
  ],
  buildWorkflow: false, // .github/workflows/build.yml runs .ci/run instead, see below
  release: true,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(), // a maintainer starts it: docs/releasing.md
  releaseEnvironment: 'release', // where maintainers approve, and which the registries' trust is bound to
  releaseWorkflowEnv: { DRY_RUN: expression('inputs.dry_run') },
  nextVersionCommand: 'tsx projenrc/release/main.ts version', // and the notes, see below, from CHANGELOG.md
  jsiiReleaseVersion: '0.2.1061', // of publib, which handles what the registries trust
  majorVersion: 0,
  // Handlers are code of their own, not constructs: nothing is discovered into the jsii API.
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  integrationTestAutoDiscover: false,

  devDeps: [
    '@aws-cdk/integ-runner',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0', // the newest there is; it takes any later aws-cdk-lib
    '@aws-lambda-powertools/logger',
    '@aws-sdk/client-cloudformation',
    '@aws-sdk/client-lambda',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-s3files',
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/client-sfn',
    '@cyclonedx/cyclonedx-esbuild@^1.4.4', // writes the bundles' bill of materials
    '@platformatic/kafka@2.12.1', // pinned: on Node 20 npm would otherwise fall back to 1.x
    '@types/aws-lambda',
    'ajv@^8', // with the next two, checks that bill against its schema
    'ajv-formats@^3',
    'ajv-formats-draft2019@^1',
    'asl-validator@^4',
    'aws-cdk@2.1148.1', // 3.x does not read the assemblies that aws-cdk-lib 2.263.0 writes
    'cdk-nag@^3',
    'dependency-cruiser@^17', // 18 refuses Node.js 20
    'fast-check@^4',
    'hyparquet@1.31.5', // reads Parquet in pure JavaScript; the version that its writer asks for
    'hyparquet-writer@0.17.0',
    'jest-light-runner@^0.8.2', // shares modules among the test files of a worker
    'jsii-reflect@^1.140.0', // with jsii-docgen, reads the interface for the site of docs/
    'jsonata@^2',
    'vitepress@^1.6.4', // builds that site: docs/decisions/0005-documentation-site.md
    'yaml@^2', // reads the workflows in tests
  ],

  eslint: false,
  biome: true,
  biomeOptions: {
    version: '~2.5.15',
    biomeConfig: {
      files: {
        includes: [
          'src/**',
          'test/**',
          'lambda-runtime/**',
          'command-line/**',
          'local/**',
          'bench/**',
          'site/**',
          'examples/**',
          'projenrc/**',
          '.projenrc.ts',
          '!**/*.json',
          '!site/.pages',
          '!**/cdk.out',
        ],
      },
      formatter: { indentStyle: javascript.biome_config.IndentStyle.SPACE, indentWidth: 2, lineWidth: 120 },
      javascript: { formatter: { quoteStyle: javascript.biome_config.QuoteStyle.SINGLE } },
      linter: {
        rules: {
          // A construct that is created for its side effect, and the unused `scope` of a factory, are CDK idiom.
          complexity: { noStaticOnlyClass: 'off', useLiteralKeys: 'off' },
          style: { noNonNullAssertion: 'error', useImportType: 'error' },
          correctness: { noUnusedImports: 'error', noUnusedVariables: 'error' },
        },
      },
    },
  },

  jest: true,
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER, // a snapshot that rewrites itself cannot fail
    jestConfig: {
      coverageProvider: 'babel',
      collectCoverage: false,
      testMatch: ['<rootDir>/{test,local,bench}/**/*.test.ts'],
      setupFiles: ['<rootDir>/test/jest.setup.ts'],
      testTimeout: 900_000, // ends what hangs; many tests start brokers and functions, and fetch them the first time
      moduleFileExtensions: ['ts', 'js', 'json', 'mjs'],
      transformIgnorePatterns: ES_MODULES.transformIgnorePatterns,
      // Examples import the published name, as their readers will; here it means the sources.
      moduleNameMapper: { '^cdk-s3files$': '<rootDir>/src/index.ts' },
    },
  },

  bin: { 'cdk-s3files': COMMAND_LINE.file },
  npmignoreEnabled: false, // `files` below names what is published
  gitignore: [
    'cdk.out/',
    '.DS_Store',
    '*.tgz',
    '.jsii.tabl.json',
    '/demo-report/',
    '/bench-report/',
    '/docs-site/',
    '/site/.pages/',
  ],
});

// The newest of these have no platform package (the first), or no Go module (the others), on every registry mirror;
// `npm ci` refuses a lock file that names a missing one.
project.package.addPackageResolutions(
  'unrs-resolver@1.12.2',
  '@aws-cdk/cloud-assembly-schema@54.11.0',
  '@aws-cdk/asset-node-proxy-agent-v6@2.1.2',
);

Object.assign(project.jest?.config.transform, ES_MODULES.transform);

// ---------------------------------------------------------------------------------------- handlers

// Not by addBundle(), which makes one file of a handler: projenrc/bundle.ts makes several, of which some are loaded late.
project.bundler.bundleTask.exec('tsx projenrc/bundle.ts');
project.bundler.bundleTask.exec('tsx projenrc/notice.ts');

// The examples in docstrings and in the README must compile, in the context of rosetta/default.ts-fixture.
project.postCompileTask.exec('jsii-rosetta extract --strict');

// ----------------------------------------------------------------------------------------- release

// `release` decides whether there may be one, and takes `--dry-run`; what projen made of it is `release:pack` here.
const releaseTask = project.tasks.tryFind('release');
if (!releaseTask) throw new Error('projen has no task `release` any more: adapt projenrc/release');
const pack = project.addTask('release:pack', {
  description: 'Build and pack a release, of the version that CHANGELOG.md says',
  env: releaseTask.envVars,
  steps: [...releaseTask.steps],
});
pack.exec('cp assets/sbom.cdx.json dist/'); // for the release's page
releaseTask.reset('tsx projenrc/release/main.ts', { receiveArgs: true });
// The commits' subjects, of which `bump` makes notes, are written for developers.
project.tasks.tryFind('bump')?.exec('tsx projenrc/release/main.ts notes');
project.release?.publisher.addGitHubPostPublishingSteps({
  name: 'Attach the bill of materials',
  if: expression('!inputs.dry_run'),
  env: { GITHUB_TOKEN: expression('secrets.GITHUB_TOKEN') },
  run: 'gh release upload "$(cat dist/releasetag.txt)" dist/sbom.cdx.json -R "$GITHUB_REPOSITORY" --clobber',
});
// What a renewed package changes in generated files belongs into the same pull request.
for (const task of [project.bundler.bundleTask, project.compileTask, project.tasks.tryFind('docgen')]) {
  if (task) project.upgradeWorkflow?.postUpgradeTask.spawn(task);
}

// ------------------------------------------------------------------------------------------- tests

const typecheck = project.addTask('typecheck', { description: 'Type check the handlers, tests and tools' });
typecheck.exec('tsc --noEmit -p lambda-runtime/tsconfig.json');
typecheck.exec('tsc --noEmit -p command-line/tsconfig.json');
typecheck.exec('tsc --noEmit -p test/tsconfig.json');
typecheck.exec('tsc --noEmit -p site/tsconfig.json');
typecheck.exec('tsc --noEmit -p projenrc/tsconfig.json');

const lint = project.addTask('lint', { description: 'Lint and check the format, changing nothing' });
lint.exec('biome ci --error-on-warnings .');
// Without projen's marker: the linter refuses keys that it does not know.
new JsonFile(project, '.dependency-cruiser.json', { obj: HOUSE, marker: false });
lint.exec(`depcruise --config .dependency-cruiser.json ${ROOMS.join(' ')}`);

// The inner loop: test files of one worker share their modules, so that aws-cdk-lib is loaded once and not fifty times.
new JsonFile(project, 'jest.unit.json', {
  obj: {
    // With one worker the runner uses the main thread, where --watch would find every test file loaded already.
    maxWorkers: '100%',
    rootDir: '.',
    globalSetup: '<rootDir>/test/jest.unit.folder.mjs',
    globalTeardown: '<rootDir>/test/jest.unit.end.mjs',
    setupFiles: ['<rootDir>/test/jest.setup.ts'],
    setupFilesAfterEnv: ['<rootDir>/test/jest.unit.setup.ts'],
    moduleFileExtensions: ['ts', 'js', 'json', 'mjs'],
    runner: ['jest-light-runner', { runtime: 'child_process' }], // tsx compiles nothing in worker threads of Node.js 20
    transform: {},
    testMatch: ['<rootDir>/test/{constructs,handlers,contract,command-line}/**/*.test.ts'],
  },
});
// A script and no task, since a task joins the arguments that npm hands on, and `-t 'two words'` would become two. The
// runner compiles nothing: tsx does, in its workers too.
const UNIT_WORKERS = '--import tsx --import \\"$PWD/test/jest.unit.worker.mjs\\"';
project.setScript(
  'test:unit',
  `tsx projenrc/fresh-bundles.ts && NODE_OPTIONS="${UNIT_WORKERS}" TSX_TSCONFIG_PATH=\${TSX_TSCONFIG_PATH:-test/tsconfig.json} jest --config jest.unit.json`,
);
const testE2e = project.addTask('test:e2e', {
  description: 'Test against the real parts of local/, and the demo and the bench with them',
});
testE2e.exec('projen bundle');
testE2e.exec('jest --ci test/e2e test/prove local bench', { receiveArgs: true });
const testTrials = project.addTask('test:trials', {
  description: 'Try the handlers with random batches, kills, races and files that are too large',
  exec: "npm run --silent test:unit -- --testMatch '<rootDir>/test/trials/**/*.test.ts' --ci",
  receiveArgs: true,
});
const testEvidence = project.addTask('test:evidence', {
  description: 'Compare the pages of evidence with what the library does',
});
testEvidence.exec('projen bundle');
testEvidence.exec('jest --ci test/evidence', { receiveArgs: true });
const testPackaging = project.addTask('test:packaging', {
  description: 'Test the examples, the documents, and the packages in four languages',
});
testPackaging.exec('jest --ci test/packaging');
testPackaging.exec('tsx test/packaging/bindings/main.ts', { receiveArgs: true });

// `build` compiles before it tests; so the test task itself only tests.
project.testTask.reset();
project.testTask.spawn(lint);
project.testTask.spawn(typecheck);
project.testTask.exec('npm run --silent test:unit -- --ci');
project.testTask.spawn(testTrials);
project.testTask.exec('jest --ci test/e2e test/evidence test/packaging test/prove local bench');

// Apps for an AWS account; here only their snapshots are compared, offline. test/aws/README.md says how to run them.
const INTEG = "integ-runner --directory test/aws --language typescript --app 'tsx {filePath}'";
const OFFLINE = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'offline',
  AWS_SECRET_ACCESS_KEY: 'offline',
  AWS_EC2_METADATA_DISABLED: 'true',
  CDK_VALIDATION: 'false',
};
const integVerify = project.addTask('integ:verify', {
  description: 'Compare the integration tests with their snapshots',
  env: OFFLINE,
  exec: INTEG,
});
project.addTask('integ:update', {
  description: 'Write the snapshots of the integration tests anew, deploying nothing',
  env: OFFLINE,
  // Forced, since the runner does not compare its own assertions: a changed one would leave its snapshot as it is.
  exec: `${INTEG} --parallel-regions us-east-1 --dry-run --update-on-failed --force`,
});
project.addTask('integ:deploy', {
  description: 'Run the integration tests in an AWS account',
  // Forced, since an unchanged snapshot is not deployed otherwise.
  exec: `${INTEG} --update-on-failed --force`,
  receiveArgs: true,
});

// What `npm test` runs: everything a change must pass, from a fresh clone, stale generated files included.
const verify = project.addTask('verify', { description: 'Regenerate, compile, lint, type check and test' });
verify.exec('tsx projenrc/check-generated.ts before');
verify.exec('tsx .projenrc.ts');
verify.spawn(project.preCompileTask);
verify.spawn(project.compileTask);
verify.spawn(project.postCompileTask);
verify.exec('tsx projenrc/check-generated.ts after');
verify.spawn(project.testTask);
project.setScript('test', 'projen verify');

// A .NET package is built where its SDK is (the release workflow); its sources can be generated anywhere.
project.addTask('package:dotnet-sources', {
  description: 'Create the .NET binding as sources',
  exec: 'jsii-pacmak -v --target dotnet --code-only',
});

project.addScripts({
  bench: 'tsx bench/main.ts',
  demo: 'tsx bench/demo/main.ts',
  preview: 'tsx bench/preview/main.ts',
  docs: 'tsx site/main.ts',
  prove: 'tsx test/prove/main.ts',
  drill: 'tsx test/prove/drill/main.ts',
  'test:bindings': 'tsx test/packaging/bindings/main.ts',
  'compat:latest': 'tsx test/packaging/compat/latest-cdk.ts',
  'compare:upstream': 'tsx test/evidence/upstream/main.ts',
  permissions: 'tsx test/evidence/permissions/main.ts',
  'prove:nfs': 'tsx test/prove/nfs/main.ts',
  parquet: 'tsx test/evidence/parquet/main.ts',
  'lint:templates': 'tsx test/evidence/compliance/lint-templates.ts',
  'wrong-configurations': 'tsx test/evidence/wrong-configurations/main.ts',
});

project.tsconfigDev.addInclude('../local/**/*.ts');
project.tsconfigDev.addInclude('../bench/**/*.ts');
project.tsconfigDev.addInclude('../examples/typescript/**/*.ts');
project.tsconfigDev.addInclude('../examples/typescript/**/*.mts');
// As the handlers' own: what is bundled may import ES modules, and files without their extensions.
project.tsconfigDev.file.addOverride('compilerOptions.module', 'commonjs');
project.tsconfigDev.file.addOverride('compilerOptions.moduleResolution', 'bundler');
project.tsconfigDev.file.addOverride('compilerOptions.declaration', false);
project.tsconfigDev.file.addOverride('compilerOptions.paths', { 'cdk-s3files': ['../src/index.ts'] });

// -------------------------------------------------------------------------------------- repository

// No registry's host in the lock file, whatever registry the maintainer uses.
new javascript.NpmConfig(project).addConfig('omit-lockfile-registry-resolved', 'true');

// What a user needs, and nothing else. (npm adds package.json, README and LICENSE.)
project.package.addField('files', [
  '.jsii',
  '.jsii.tabl.json', // the examples, translated
  'lib',
  'assets',
  'API.md',
  'NOTICE',
  'rosetta',
  'examples/typescript/confluent-demo',
]);

new TextFile(project, '.nvmrc', { lines: ['20'] });

// ------------------------------------------------------------------------------------------- GitHub

if (project.github) {
  addBuildWorkflow(project.github, [OLDEST_NODE, '22', '24']);
  addPagesWorkflow(project.github, WORKFLOW_NODE);
  new BoundedWorkflows(project.github);
  pinActions(project.github);
}
addCommunityFiles(project);

// ------------------------------------------------------------------------------------ compatibility

// Against the newest release; before the first one there is nothing to compare with, which it says. Experimental parts
// count too: docs/versioning.md promises when they may change. What is meant is named in .compatignore.
const compat = project.tasks.tryFind('compat');
compat?.reset('jsii-diff npm:cdk-s3files --keys --error-on all --ignore-file .compatignore');
if (compat) {
  verify.spawn(compat);
}
verify.spawn(integVerify);

// The publisher knows npm's registry by itself; no registry's host stands in this repository.
project
  .tryFindObjectFile('.github/workflows/release.yml')
  ?.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');

project.synth();
