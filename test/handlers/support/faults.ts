import { readlinkSync } from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';
import { constants } from 'node:os';

export const OPERATIONS = ['mkdir', 'open', 'write', 'close', 'rename'] as const;
export type Operation = (typeof OPERATIONS)[number];

export const ERRORS = ['EIO', 'ENOSPC', 'EDQUOT', 'ESTALE', 'EACCES'] as const;
export type ErrorName = (typeof ERRORS)[number];

// Node.js has no names for these.
const UNNAMED: readonly ErrorName[] = ['EDQUOT', 'ESTALE'];

/**
 * Lets an operation fail wherever its path matches; what it should have done to the file is not done, except that a
 * handle which fails to close is closed. `jest.restoreAllMocks` ends it.
 */
export function failOperations(operation: Operation | 'unlink' | 'readdir', error: ErrorName, path: RegExp): void {
  if (operation === 'write' || operation === 'close') {
    const open = fs.open;
    jest.spyOn(fs, 'open').mockImplementation(async (...args) => {
      const file = await open(...args);
      return path.test(pathOf(args[0])) ? failing(file, operation, error) : file;
    });
    return;
  }
  const operations = fs as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  const original = operations[operation];
  jest.spyOn(operations, operation).mockImplementation(async (...args) => {
    if (path.test(pathOf(args.at(operation === 'rename' ? 1 : 0)))) {
      throw systemError(error, operation);
    }
    return original?.(...args);
  });
}

/** The path by which a test knows what is reached through the handle of a directory. */
export function pathOf(path: unknown): string {
  return String(path).replace(/^\/proc\/self\/fd\/\d+/, (handle) => readlinkSync(handle));
}

function failing(file: FileHandle, operation: 'write' | 'close', error: ErrorName): FileHandle {
  const close = file.close.bind(file);
  return Object.assign(file, {
    [operation]: async () => {
      if (operation === 'close') {
        await close();
      }
      throw systemError(error, operation);
    },
  });
}

/** Lets every write take so many bytes at most, as a system may. */
export function limitWrites(most: number): void {
  const open = fs.open;
  jest.spyOn(fs, 'open').mockImplementation(async (...args) => {
    const file = await open(...args);
    const write = file.write.bind(file);
    const some = (bytes: Buffer, offset: number) => write(bytes, offset, Math.min(most, bytes.length - offset));
    return Object.assign(file, { write: some });
  });
}

/** Makes the error that Node.js would throw. */
function systemError(name: ErrorName, syscall: string): Error {
  const number = constants.errno[name];
  const code = UNNAMED.includes(name) ? `Unknown system error -${number}` : name;
  return Object.assign(new Error(`${code}: injected, ${syscall}`), { code, errno: -number, syscall });
}
