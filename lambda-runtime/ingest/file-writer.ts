import { basename, dirname } from 'node:path';
import { writeAtomically } from '../files/atomic-write';
import type { Leftovers } from '../files/leftovers';
import { OpenDirectories } from '../files/open-directories';
import type { InvocationMetrics } from '../telemetry/metrics';
import { SlowestFile } from '../telemetry/slowest-file';
import type { FileToWrite } from './file-to-write';
import type { FileAside } from './set-aside';

/**
 * Writes the files of a batch. One writer lives as long as an invocation, and knows which directories exist already.
 */
export class FileWriter {
  /** The number of files of records, and the number of bytes in them. */
  public readonly written = { files: 0, bytes: 0 };
  public readonly slowest = new SlowestFile();
  private readonly directories: OpenDirectories;

  /** @param abandoned tells that nothing more may be written */
  public constructor(
    root: string,
    private readonly metrics: InvocationMetrics,
    private readonly leftovers: Leftovers,
    private readonly abandoned: AbortSignal,
  ) {
    this.directories = new OpenDirectories(root, true);
  }

  public async write({ path, sizeClass, bytes, records, partition }: FileToWrite): Promise<void> {
    const milliseconds = await this.put(path, bytes);
    const metrics = this.metrics.of({ sizeClass: sizeClass.name, ...partition });
    this.written.files++;
    this.written.bytes += bytes.length;
    this.slowest.took(path, milliseconds);
    metrics.latency('WriteLatencyMs', milliseconds);
    metrics.add('FilesWritten', 1);
    metrics.add('RecordsWritten', records.length);
    metrics.add('BytesWritten', bytes.length);
    for (const { offset } of records) {
      metrics.covers(offset);
    }
  }

  /** Writes a file that belongs to no size class, and is not counted as one of theirs. */
  public async writeAside({ path, bytes }: FileAside): Promise<void> {
    await this.put(path, bytes);
  }

  /** @returns the milliseconds that the file itself took, without its directories */
  private async put(path: string, bytes: Buffer): Promise<number> {
    const directory = dirname(path);
    this.leftovers.wrote(directory);
    return this.directories.within(directory, async (at) => {
      const start = performance.now();
      await writeAtomically(`${at}/${basename(path)}`, bytes, this.abandoned);
      return performance.now() - start;
    });
  }

  /** Closes the directories. Writes that are still under way go on. */
  public close(): void {
    this.directories.close();
  }
}
