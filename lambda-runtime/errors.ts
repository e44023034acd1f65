import { constants } from 'node:os';

/** Told by shape, not by class: an error may come from another realm, as under a test runner. */
function field(error: unknown, name: 'code' | 'message'): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

/**
 * The code of a system error ("ENOSPC"), by which errors are told apart in logs. Node.js has no name for some that NFS
 * gives, such as ESTALE and EDQUOT; there the code is "Unknown system error -116".
 */
export function errorCode(error: unknown): string | undefined {
  const code = field(error, 'code');
  const [, number] = /^Unknown system error -(\d+)$/.exec(code ?? '') ?? [];
  return Object.entries(constants.errno).find(([, errno]) => errno === Number(number))?.[0] ?? code;
}

/** Tells whether the system gave the error, such as a disk or a mount: it may pass, unlike an error about what a file holds. */
export function isSystemError(error: unknown): boolean {
  return Object.hasOwn(constants.errno, errorCode(error) ?? '');
}

export function errorMessage(error: unknown): string {
  return field(error, 'message') ?? String(error);
}
