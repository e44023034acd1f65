// A third of the time of these syntheses would go into copies of the bundles, which no unit test reads, and into stack traces.
process.env.CDK_CONTEXT_JSON = JSON.stringify({
  'aws:cdk:disable-asset-staging': true,
  'aws:cdk:disable-stack-trace': true,
  'aws:cdk:disable-creation-stack-traces': true,
});

// The runner of the unit tests has no time limits: a test that hangs would hang them all, and name nothing.

type Work = (...given: unknown[]) => unknown;
type Definition = (name: string, work: Work, limitMs?: number) => unknown;

const DEFAULT_LIMIT_MS = 30_000;

function limited(work: Work, what: string, limitMs = DEFAULT_LIMIT_MS): Work {
  return async (...given) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what} took longer than its limit of ${limitMs} ms`)), limitMs);
    });
    try {
      return await Promise.race([work(...given), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Keeps all that hangs on a definition, such as `test.each` and `test.only`, and limits these too. */
function withLimit(define: Definition & Record<string, unknown>): unknown {
  const limit: Definition = (name, work, limitMs) =>
    define(name, typeof work === 'function' ? limited(work, `'${name}'`, limitMs) : work, limitMs);
  for (const [key, value] of Object.entries(define)) {
    if (typeof value !== 'function') continue;
    const inner = value as Definition & Record<string, unknown>;
    const kept = key === 'each' ? eachWithLimit(inner as unknown as EachOfTable) : withLimit(inner);
    Object.defineProperty(limit, key, { value: kept, enumerable: true });
  }
  return limit;
}

type EachOfTable = (...table: unknown[]) => Definition;

function eachWithLimit(each: EachOfTable): EachOfTable {
  return (...table) => {
    const define = each(...table);
    return (name, work, limitMs) => define(name, limited(work, `'${name}'`, limitMs), limitMs);
  };
}

function hookWithLimit(define: (work: Work, limitMs?: number) => unknown, name: string) {
  return (work: Work, limitMs?: number) => define(limited(work, name, limitMs), limitMs);
}

const runner = globalThis as unknown as Record<string, never>;
const names = globalThis as unknown as Record<string, unknown>;
for (const name of ['test', 'it']) {
  names[name] = withLimit(runner[name] as never);
}
for (const name of ['beforeAll', 'beforeEach', 'afterEach', 'afterAll']) {
  names[name] = hookWithLimit(runner[name] as never, name);
}
