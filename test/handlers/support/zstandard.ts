import zlib from 'node:zlib';

const NAMES = ['zstdCompressSync', 'zstdDecompressSync'] as const;

type Functions = Partial<Record<(typeof NAMES)[number], (bytes: Buffer) => Buffer>>;

/** For the tests of a file, a Node.js that has these functions for Zstandard, or lacks it if none are given. */
export function useZstandard(functions: Functions = {}): void {
  const module: Functions = zlib as Functions;
  let own: Functions;
  beforeAll(() => {
    own = Object.fromEntries(NAMES.filter((name) => name in module).map((name) => [name, module[name]]));
    replace(functions);
  });
  afterAll(() => replace(own));

  function replace(others: Functions): void {
    for (const name of NAMES) delete module[name];
    Object.assign(module, others);
  }
}
