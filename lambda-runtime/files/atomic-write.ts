import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../errors';
import type { Leftovers } from './leftovers';

/**
 * Writes a file that readers see whole or not at all: a temporary file in the same directory (renaming from another one
 * is several times slower on NFS), then a rename. Readers skip names that begin with a dot. These are the four
 * operations there are: open, write (none where there is nothing to write), close, rename.
 *
 * No fsync: NFS clients keep close-to-open consistency, close() sends what is left to the server, waits for its commit
 * and reports what went wrong (nfs(5), "Close-to-open cache consistency"). An fsync would be one more round trip for
 * the same promise; an error of close() is as much a failure as one of write().
 *
 * On an error the temporary file is removed; what a sandbox leaves behind that dies in between is for `Leftovers`.
 *
 * @param abandoned tells that the answer was given without this file: nothing more may come of it, also not when the
 * sandbox, frozen after its answer, goes on with a later invocation
 */
export async function writeAtomically(
  path: string,
  bytes: Buffer,
  leftovers: Pick<Leftovers, 'found'>,
  abandoned?: AbortSignal,
): Promise<void> {
  abandoned?.throwIfAborted();
  const { file, temporary } = await openTemporary(path, leftovers);
  try {
    await writeAndClose(file, bytes);
    abandoned?.throwIfAborted();
    await rename(temporary, path);
  } catch (error) {
    // Best effort: the error that counts is the first one.
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/**
 * The temporary name is the file's own, so that whoever writes the file again comes upon what an earlier attempt left.
 * That attempt may still be under way, so its file is not touched: this one takes a name that nobody else has.
 */
async function openTemporary(
  path: string,
  leftovers: Pick<Leftovers, 'found'>,
): Promise<{ file: FileHandle; temporary: string }> {
  const temporary = temporaryPath(path);
  try {
    return { file: await open(temporary, 'wx', 0o644), temporary };
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') {
      throw error;
    }
  }
  leftovers.found(temporary);
  const another = temporaryPath(path, `.${randomBytes(6).toString('hex')}`);
  return { file: await open(another, 'wx', 0o644), temporary: another };
}

/** Short, whatever the length of the name it stands for, so that a legal name never has an illegal temporary one. */
function temporaryPath(path: string, nonce = ''): string {
  const hash = createHash('sha256').update(basename(path)).digest('hex').slice(0, 12);
  return join(dirname(path), `.${hash}${nonce}.tmp`);
}

async function writeAndClose(file: FileHandle, bytes: Buffer): Promise<void> {
  try {
    await writeAll(file, bytes);
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
}

/** Writes in one operation, while `writeFile` would make one of every 512 KiB. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, written);
    written += bytesWritten;
  }
}
