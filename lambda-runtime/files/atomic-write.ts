import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * The flags with which a temporary file is opened. It is not created exclusively, since its name is unique anyway: over
 * NFSv4.1 an exclusive create takes one more round trip than the four of a file, because the client sends the mode and
 * times after it. (Counted: docs/evidence/nfs.md.) It is not opened through a link either.
 */
const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;

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
export async function writeAtomically(path: string, bytes: Buffer, abandoned?: AbortSignal): Promise<void> {
  abandoned?.throwIfAborted();
  const temporary = temporaryPath(path);
  const file = await open(temporary, FLAGS, 0o644);
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
 * A name that no other attempt has, even if another sandbox writes the same record at the same time. It is always
 * short, so that a file with a legal name never has an illegal temporary one.
 */
function temporaryPath(path: string): string {
  const hash = createHash('sha256').update(basename(path)).digest('hex').slice(0, 12);
  return join(dirname(path), `.${hash}.${randomBytes(6).toString('hex')}.tmp`);
}

/** Tells if an attempt to write a file may have left one of this name behind. */
export function isTemporaryName(name: string): boolean {
  return /^\.[0-9a-f]{12}\.[0-9a-f]{12}\.tmp$/.test(name);
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
