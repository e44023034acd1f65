import { dirname, join } from 'node:path';
import { writeAtomically } from '../files/atomic-write';
import { Directories } from '../files/directories';
import type { Leftovers } from '../files/leftovers';
import type { ClassMetrics } from '../telemetry/metrics';
import type { FileToWrite } from './file-to-write';
import type { FileAside } from './set-aside';

/** Writes the files of a batch. One writer lives as long as an invocation: it remembers which directories there are. */
export class FileWriter {
  private readonly directories: Directories;

  /** @param abandoned tells that nothing more may be written */
  public constructor(
    private readonly root: string,
    private readonly metrics: ClassMetrics,
    private readonly leftovers: Leftovers,
    private readonly abandoned: AbortSignal,
  ) {
    this.directories = new Directories(root);
  }

  public async write({ path, sizeClass, bytes, records }: FileToWrite): Promise<void> {
    const milliseconds = await this.put(path, bytes);
    this.metrics.latency(sizeClass.name, 'WriteLatencyMs', milliseconds);
    this.metrics.add(sizeClass.name, 'FilesWritten', 1);
    this.metrics.add(sizeClass.name, 'RecordsWritten', records.length);
    this.metrics.add(sizeClass.name, 'BytesWritten', bytes.length);
  }

  /** Writes a file that belongs to no size class, and is not counted as one of theirs. */
  public async writeAside({ path, bytes }: FileAside): Promise<void> {
    await this.put(path, bytes);
  }

  /** @returns the milliseconds that the file itself took, without its directories */
  private async put(path: string, bytes: Buffer): Promise<number> {
    await this.directories.ensure(dirname(path));
    const start = performance.now();
    await writeAtomically(join(this.root, path), bytes, this.leftovers, this.abandoned);
    return performance.now() - start;
  }
}
