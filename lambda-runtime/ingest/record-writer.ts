import { dirname, join } from 'node:path';
import { writeAtomically } from '../files/atomic-write';
import { Directories } from '../files/directories';
import { recordPath } from '../files/names';
import { classOfSize, UNCLASSIFIED } from '../files/size-class';
import { encodeRecord } from '../records/codec';
import type { KafkaRecord } from '../records/record';
import type { ClassMetrics } from '../telemetry/metrics';
import type { IngestConfiguration } from './configuration';

/** Why a record was not written; the path where one was chosen. */
export class WriteFailure extends Error {
  public constructor(
    public readonly sizeClass: string,
    public readonly path: string | undefined,
    public override readonly cause: unknown,
  ) {
    super('record not written', { cause });
  }
}

/** Writes records to their files. One lives as long as an invocation: it remembers which directories it made. */
export class RecordWriter {
  private readonly directories: Directories;

  public constructor(
    private readonly configuration: IngestConfiguration,
    private readonly metrics: ClassMetrics,
  ) {
    this.directories = new Directories(configuration.root);
  }

  /** @throws WriteFailure */
  public async write(record: KafkaRecord): Promise<void> {
    const size = record.value?.length ?? 0;
    const sizeClass = classOfSize(this.configuration.sizeClasses, size);
    let path: string | undefined;
    try {
      if (sizeClass === undefined) {
        throw new Error(
          `the value has ${size} bytes, and every size class is bounded below that; add one without bound`,
        );
      }
      const { extension, bytes } = encodeRecord(record, this.configuration.format);
      path = recordPath(sizeClass.prefix, this.configuration.layout, record, extension);
      await this.directories.ensure(dirname(path));
      const start = performance.now();
      await writeAtomically(join(this.configuration.root, path), bytes);
      this.metrics.latency(sizeClass.name, 'WriteLatencyMs', performance.now() - start);
      this.metrics.add(sizeClass.name, 'FilesWritten', 1);
      this.metrics.add(sizeClass.name, 'BytesWritten', bytes.length);
    } catch (error) {
      throw new WriteFailure(sizeClass?.name ?? UNCLASSIFIED, path, error);
    }
  }
}
