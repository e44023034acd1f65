import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { runCommand } from '../process/command';
import type { Supervisor } from '../process/supervisor';

/**
 * Java's option to load the broker's classes from an archive, which spares each start half of its work. The archive is
 * made once for these jars and this Java, by a broker that is started for nothing else, and stands beside the jars; an
 * archive that does not fit is not used by Java.
 * @param broker starts a broker with more options of Java, and ends it in order
 */
export async function classArchive(
  supervisor: Supervisor,
  jars: string,
  broker: (options: readonly string[]) => Promise<void>,
): Promise<readonly string[]> {
  const java = await runCommand(supervisor, 'java', ['-version'], { failure: 'could not ask Java for its version' });
  const archive = `${jars}-${createHash('sha256').update(java).digest('hex').slice(0, 16)}.jsa`;
  if (!existsSync(archive)) {
    // Formatting its storage leaves one behind as well; the broker, which ends last, replaces it.
    const unfinished = `${archive}.${process.pid}`;
    await broker([`-XX:ArchiveClassesAtExit=${unfinished}`]);
    await rename(unfinished, archive);
  }
  return [`-XX:SharedArchiveFile=${archive}`];
}
