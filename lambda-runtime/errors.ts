import { constants } from 'node:os';

/** The most characters that a message or a line of the log quotes of a path, or of another message. */
const MOST_QUOTED = 400;

/**
 * Reads a field of an error by its name, not by the error's class, since the error may come from another realm, as
 * under a test runner.
 */
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

/**
 * Tells whether the system gave the error, such as that of a disk or a mount. It may pass, unlike an error about a
 * file's content.
 */
export function isSystemError(error: unknown): boolean {
  return Object.hasOwn(constants.errno, errorCode(error) ?? '');
}

/**
 * The message of an error, short enough for an answer and a log. A message of the system ends with a path in quotes,
 * which may be made of keys, so that the path is left out: the caller says which file the error is about.
 */
export function errorMessage(error: unknown): string {
  const message = wholeMessage(error);
  return cut(isSystemError(error) ? message.replace(/ '.*$/s, '') : message);
}

/** The whole message of an error that quotes nothing at length. */
export function wholeMessage(error: unknown): string {
  return field(error, 'message') ?? String(error);
}

/**
 * Leaves out the middle of a text that is too long. A path is best known by its beginning and its end, and a message says
 * first what is wrong, and last how to mend it.
 */
export function cut(text: string, most = MOST_QUOTED): string {
  const half = Math.floor(most / 2);
  return text.length > most
    ? `${text.slice(0, half)}…${text.slice(text.length - half)} (${text.length} characters)`
    : text;
}

/** Shortens a value that is quoted, since it stands in answers and in lines of the log. */
export function quoted(value: unknown): string {
  return cut(JSON.stringify(value) ?? String(value));
}
