/** The top-level folders whose imports are held to the rules below. */
export const ROOMS = ['src', 'lambda-runtime', 'command-line', 'local', 'bench', 'site', 'test'] as const;

interface Arrow {
  /** A regular expression for the paths of the importing files. */
  readonly from: string;
  /** A regular expression for the paths that they may not import. */
  readonly to: string;
  readonly comment: string;
}

/** Folders of src/ that a folder may import, beside itself and the files of src/ that lie in no folder. */
const SRC_ARROWS: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  interfaces: ['contract'],
  functions: ['interfaces', 'contract', 'mounting', 'kafka'],
  mounting: ['interfaces', 'contract'],
  'file-system': ['interfaces', 'contract', 'mounting'],
  kafka: ['interfaces', 'contract'],
  ingest: ['interfaces', 'contract', 'mounting', 'file-system', 'kafka', 'functions'],
  replayer: ['interfaces', 'contract', 'mounting', 'file-system', 'kafka', 'functions', 'ingest'],
  query: ['interfaces', 'contract', 'file-system', 'ingest'],
  monitoring: ['interfaces', 'contract', 'file-system', 'ingest', 'replayer', 'query'],
};

const ARROWS: Readonly<Record<string, Arrow>> = {
  ...Object.fromEntries(
    Object.entries(SRC_ARROWS).map(([folder, allowed]): [string, Arrow] => [
      `src-${folder}`,
      {
        from: `^src/${folder}/`,
        to: `^src/(?!(?:${[folder, ...allowed].join('|')})/)[^/]+/`,
        comment: `src/${folder} may import ${allowed.map((name) => `src/${name}`).join(', ') || 'nothing else of src'}`,
      },
    ]),
  ),
  'src-folder-without-arrows': {
    from: `^src/(?!(?:${Object.keys(SRC_ARROWS).join('|')})/)[^/]+/`,
    to: '.',
    comment: 'a folder of src/ must have its arrows in projenrc/house.ts',
  },
  'src-shared-files': {
    from: '^src/(?!index)[^/]+$',
    to: '^src/(?!contract/|interfaces/)[^/]+/',
    comment: 'the files of src/ that every folder shares know only interfaces and contract',
  },
  'contract-without-cdk': {
    from: '^src/contract/',
    to: 'node_modules|^(?!src/contract/)',
    comment: 'the contract is plain TypeScript: the handlers bundle it',
  },
  'src-without-handlers': {
    from: '^src/',
    to: '^(lambda-runtime|command-line|local|bench|site|test|projenrc|examples)/',
    comment: 'jsii compiles src/ and nothing else',
  },
  'handlers-know-the-contract': {
    from: '^lambda-runtime/',
    to: '^(src/(?!contract/)|command-line/|local/|bench/|site/|test/|projenrc/|examples/|node_modules/aws-cdk-lib|node_modules/constructs)',
    comment: 'handlers share the contract with the constructs, and nothing else',
  },
  'command-line-without-cdk': {
    from: '^command-line/',
    to: '^(src/(?!contract/)|local/|bench/|site/|test/|projenrc/|examples/|node_modules/aws-cdk-lib|node_modules/constructs)',
    comment: 'the command line reads the contract, and files as the handlers do; it knows no construct',
  },
  'local-alone': {
    from: '^local/',
    to: '^(command-line|bench|site|test)/',
    comment: 'local/ serves the demo, the bench, the site and the tests, and knows none of them',
  },
  'bench-without-test': { from: '^bench/', to: '^test/', comment: 'what both need lies in local/' },
  'test-without-bench': { from: '^test/', to: '^bench/', comment: 'what both need lies in local/' },
  'site-with-local-alone': {
    from: '^site/',
    to: '^(src|lambda-runtime|command-line|bench|test|projenrc|examples)/',
    comment: 'the site reads documents and what jsii made of src/, not the sources themselves',
  },
  'no-barrel-of-the-library': {
    from: '^src/',
    to: '^src/index\\.ts$',
    comment: 'inside the library, import the file that holds the thing',
  },
  'core-instead-of-the-whole-cdk': {
    from: '^(src|test)/(?!aws/)',
    to: '^node_modules/aws-cdk-lib/index\\.',
    comment: 'aws-cdk-lib/core compiles in a third of the time and memory',
  },
};

/** The rules of dependency-cruiser, https://github.com/sverweij/dependency-cruiser: imports of types count too. */
export const HOUSE = {
  forbidden: [
    { name: 'no-circle', severity: 'error', comment: 'files that import each other', from: {}, to: { circular: true } },
    ...Object.entries(ARROWS).map(([name, { from, to, comment }]) => ({
      name,
      severity: 'error',
      comment,
      from: { path: from },
      to: { path: to },
    })),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.snapshot/|cdk\\.out/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default'] },
  },
};
