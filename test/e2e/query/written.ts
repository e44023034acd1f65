import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import { bringNode24 } from '../../../local/process/node24';
import type { Supervisor } from '../../../local/process/supervisor';
import {
  Compression,
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  type KafkaToS3FilesIngestProps,
  RecordFormat,
} from '../../../src';
import { environmentOf } from '../../evidence/layouts/written';
import { bundleScript } from '../../handlers/support/bundle';

const DIRECTORIES = [FileDirectory.hiveTime(DirectoryTimeUnit.HOUR), FileDirectory.topicPartition()];
const layout = { layout: FileLayout.segments({ directories: DIRECTORIES }) };
const envelope = RecordFormat.envelope();
const parquet = RecordFormat.parquet();

export type Format = 'envelopes' | 'parquet';

interface Variant {
  readonly format: Format;
  readonly name: string;
  readonly props: Partial<KafkaToS3FilesIngestProps>;
}

/** The formats, each in every compression that it takes. */
export const VARIANTS: readonly Variant[] = [
  ...[Compression.NONE, Compression.GZIP, Compression.ZSTD].map((compression) => ({
    format: 'envelopes' as const,
    name: `envelopes, ${compression}`,
    props: { ...layout, format: envelope, compression },
  })),
  ...Object.values(Compression).map((compression) => ({
    format: 'parquet' as const,
    name: `Parquet, ${compression}`,
    props: { ...layout, format: parquet, compression },
  })),
];

/** Writes the same records in each way by the handler. @returns the folders in place of the mount, by the variant's name */
export async function writeAll(supervisor: Supervisor): Promise<ReadonlyMap<string, string>> {
  const node = await bringNode24(supervisor);
  const script = bundleScript(join(__dirname, 'script.ts'), supervisor.temporaryFolder());
  const folder = supervisor.temporaryFolder();
  const written = VARIANTS.map(({ name, props }, index) => {
    const root = join(folder, String(index));
    mkdirSync(root);
    return { name, root, environment: environmentOf(props) };
  });
  await runCommand(supervisor, node, [script, JSON.stringify(written)], {
    failure: 'the records could not be written',
  });
  return new Map(written.map(({ name, root }) => [name, root]));
}
