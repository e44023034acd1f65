import { errorCode } from '../errors';
import { UnwritableRecordError } from '../records/unwritable-record-error';

/** The calls to the file system that give something its name. */
const NAMING_CALLS = ['mkdir', 'open', 'rename'];

/**
 * Tells if a record can never be written. The list is explicit: setting a record aside acknowledges it, so that whatever is
 * not known to last is taken for something that may pass, and is retried.
 *
 * - What this library itself finds wrong with a record (`UnwritableRecordError`: it cannot be decoded, its topic or
 *   partition cannot be one, its value fits no size class, its path is too long) depends on the record and on the
 *   configuration alone, not on the mount or the moment.
 * - `ENAMETOOLONG`: the file system takes shorter names than this library knows. The name is made of the record.
 * - `EINVAL` where something is given a name: the file system refuses that name. Where bytes are written or a file is
 *   closed, the same code speaks of the mount.
 *
 * All else is retried. `ENOSPC`, `EDQUOT`, `EIO`, `ESTALE`, `ETIMEDOUT`, `ENOENT` and `EROFS` are about the mount.
 * `EACCES`, `EPERM`, `ENOTDIR`, `EISDIR`, `ELOOP` and links that lead elsewhere are about what stands on it, which somebody
 * can mend. The deadline and a lack of memory are about this one attempt.
 */
export function isNeverWritable(error: unknown): boolean {
  if (error instanceof UnwritableRecordError) {
    return true;
  }
  const code = errorCode(error);
  return code === 'ENAMETOOLONG' || (code === 'EINVAL' && NAMING_CALLS.includes(callOf(error)));
}

function callOf(error: unknown): string {
  return typeof error === 'object' && error !== null ? String(Reflect.get(error, 'syscall')) : '';
}
