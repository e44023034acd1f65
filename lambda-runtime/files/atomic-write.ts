import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file that readers see whole or not at all: a temporary file in the same directory (renaming from another one
 * is several times slower on NFS), then a rename. Readers skip names that begin with a dot.
 *
 * No fsync: NFS clients keep close-to-open consistency, close() sends what is left to the server, waits for its commit
 * and reports what went wrong (nfs(5), "Close-to-open cache consistency"). An fsync would be one more round trip for
 * the same promise; an error of close() is as much a failure as one of write().
 *
 * On an error the temporary file is removed. Only a sandbox that dies between open and rename leaves one behind. The
 * record is then delivered again under another nonce, so a leftover is never needed and can be deleted at any time
 * after the function's timeout has passed.
 */
export async function writeAtomically(path: string, bytes: Buffer): Promise<void> {
  const temporary = join(dirname(path), temporaryName(basename(path)));
  const file = await open(temporary, 'wx', 0o644);
  try {
    await writeAndClose(file, bytes);
    await rename(temporary, path);
  } catch (error) {
    // Best effort: the error that counts is the first one.
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/** Short, whatever the length of the name it stands for, so that a legal name never has an illegal temporary one. */
function temporaryName(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `.${hash}.${randomBytes(6).toString('hex')}.tmp`;
}

async function writeAndClose(file: FileHandle, bytes: Buffer): Promise<void> {
  try {
    await file.writeFile(bytes);
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
}
