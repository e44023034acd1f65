import { recordDirectory, type SegmentsLayout, segmentPath } from '../files/layout';
import type { SizeClass } from '../files/size-class';
import { compress, suffixOf } from '../records/compression';
import type { RecordCoordinates } from '../records/record';
import { encodeLine, spanOf } from '../records/segment';
import { type BatchRecord, recordFailure } from './batch-record';
import { type FilesToWrite, sizeClassOf } from './file-to-write';
import type { IngestConfiguration } from './ingest-configuration';
import { asideOrFailed } from './set-aside';

/** Records that go into the same segments: those of one class, one directory and one partition. */
interface Group {
  readonly sizeClass: SizeClass;
  readonly directory: string;
  readonly partition: Pick<RecordCoordinates, 'topic' | 'partition'>;
  readonly records: BatchRecord[];
}

/**
 * Makes one file of all records that belong together, cut at the layout's size. Every record is decoded once to be
 * grouped and found sound, and once more for its line: a segment is named by records that are certain to be in it.
 */
export function* segmentFiles(
  records: readonly BatchRecord[],
  layout: SegmentsLayout,
  configuration: IngestConfiguration,
): FilesToWrite {
  const groups = new Map<string, Group>();
  for (const record of records) {
    yield* addToGroup(record, groups, layout, configuration);
  }
  for (const group of groups.values()) {
    yield* segmentsOf(group, layout, configuration);
  }
}

/** A record that cannot be read, or is not to be written, is set aside or settled instead. */
function* addToGroup(
  record: BatchRecord,
  groups: Map<string, Group>,
  layout: SegmentsLayout,
  configuration: IngestConfiguration,
): FilesToWrite {
  try {
    const content = record.read();
    const sizeClass = sizeClassOf(content, configuration);
    if (sizeClass === undefined) {
      record.settle('skipped');
      return;
    }
    const { topic, partition } = content;
    const directory = recordDirectory(sizeClass.prefix, layout, content);
    const id = `${sizeClass.name}/${directory}${topic}+${partition}`;
    let group = groups.get(id);
    if (group === undefined) {
      group = { sizeClass, directory, partition: { topic, partition }, records: [] };
      groups.set(id, group);
    }
    group.records.push(record);
  } catch (error) {
    yield* asideOrFailed([record], recordFailure(error), configuration);
  }
}

function* segmentsOf(group: Group, layout: SegmentsLayout, configuration: IngestConfiguration): FilesToWrite {
  let records: BatchRecord[] = [];
  let lines: Buffer[] = [];
  let bytes = 0;
  const cut = () => segment({ ...group, records }, lines, layout, configuration);
  for (const record of group.records.sort((a, b) => a.offset - b.offset)) {
    if (record.offset === records.at(-1)?.offset) {
      records.push(record); // it came twice in one batch, and one line holds it
      continue;
    }
    const line = encodeLine(record.read());
    if (lines.length > 0 && bytes + line.length > layout.maxBytes) {
      yield* cut();
      [records, lines, bytes] = [[], [], 0];
    }
    records.push(record);
    lines.push(line);
    bytes += line.length;
  }
  yield* cut();
}

/** A segment that fails fails all its records, and no other's. */
function* segment(
  { sizeClass, directory, partition, records }: Group,
  lines: readonly Buffer[],
  layout: SegmentsLayout,
  configuration: IngestConfiguration,
): FilesToWrite {
  const { compression } = configuration;
  let path: string;
  let bytes: Buffer;
  try {
    path = segmentPath(
      directory,
      layout,
      spanOf(partition, offsetsOf(records)),
      `.records.ndjson${suffixOf(compression)}`,
    );
    bytes = compress(Buffer.concat(lines), compression);
  } catch (error) {
    yield* asideOrFailed(records, recordFailure(error, sizeClass), configuration);
    return;
  }
  yield { path, sizeClass, bytes, records };
}

/** The offsets of the records, in order and each of them once. */
function offsetsOf(records: readonly BatchRecord[]): [number, ...number[]] {
  const [first, ...others] = new Set(records.map(({ offset }) => offset));
  if (first === undefined) {
    throw new Error('a segment has at least one record');
  }
  return [first, ...others];
}
