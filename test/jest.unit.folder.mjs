import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder for all temporary files of a run, which is removed when the run ends: the runner ends its workers before
 * aws-cdk-lib removes what it wrote.
 *
 * It is in memory where there is room. Most of the tests make many small files, for which a disk takes several times the
 * processor time.
 */
const IN_MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 ** 30; // containers often have 64 MiB
const PREFIX = 'cdk-s3files-unit-';

export default function setUp() {
  const parent = freeBytes(IN_MEMORY) >= ENOUGH_BYTES ? IN_MEMORY : tmpdir();
  removeAbandoned(parent);
  const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  // Not as TMPDIR yet: tsx keeps what it compiled in the folder for temporary files that it finds when it is loaded.
  process.env.UNIT_TESTS_TMPDIR = folder;
  // jest takes the end of a run from another file than its beginning.
  globalThis.endOfUnitTests = () => {
    delete process.env.UNIT_TESTS_TMPDIR;
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Removes the folders of runs that were ended before their time. */
function removeAbandoned(parent) {
  for (const name of readdirSync(parent)) {
    const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function freeBytes(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0; // other systems than Linux have none
  }
}
