import { recordDirectory, type SegmentsLayout, segmentPath } from '../files/layout';
import type { SizeClass } from '../files/size-class';
import type { KafkaRecord, RecordCoordinates } from '../records/record';
import { spanOf } from '../records/segment';
import { type SegmentContent, segmentContent } from '../records/segment-content';
import { type BatchRecord, recordFailure } from './batch-record';
import type { FilesToWrite } from './file-to-write';
import type { IngestConfiguration } from './ingest-configuration';
import { asideOrFailed } from './set-aside';

/** Records that go into the same segments: those of one class, one directory and one partition. */
interface Group {
  readonly sizeClass: SizeClass;
  readonly layout: SegmentsLayout;
  readonly directory: string;
  readonly partition: Pick<RecordCoordinates, 'topic' | 'partition'>;
  readonly records: BatchRecord[];
}

/**
 * Collects records, and makes one file of all that belong together, cut at the layout's size. Every record is decoded once
 * to be grouped and found sound, and once more for its place in the file: a segment is named by records that are certain
 * to be in it.
 */
export class SegmentGroups {
  private readonly groups = new Map<string, Group>();

  public constructor(private readonly configuration: IngestConfiguration) {}

  /** @throws if the directory cannot be named */
  public add(record: BatchRecord, content: KafkaRecord, sizeClass: SizeClass, layout: SegmentsLayout): void {
    const { topic, partition } = content;
    const directory = recordDirectory(sizeClass.prefix, layout, content);
    const id = `${sizeClass.name}/${directory}${topic}+${partition}`;
    const group = this.groups.get(id);
    if (group === undefined) {
      this.groups.set(id, { sizeClass, layout, directory, partition: { topic, partition }, records: [record] });
    } else {
      group.records.push(record);
    }
  }

  public *files(): FilesToWrite {
    for (const group of this.groups.values()) {
      yield* segmentsOf(group, this.configuration);
    }
  }
}

function* segmentsOf(group: Group, configuration: IngestConfiguration): FilesToWrite {
  const { format, compression } = configuration;
  const { maxBytes } = group.layout;
  let records: BatchRecord[] = [];
  let content = segmentContent(format, compression);
  for (const record of group.records.sort((a, b) => a.offset - b.offset)) {
    if (record.offset === records.at(-1)?.offset) {
      records.push(record); // it came twice in one batch, and stands once in the file
      continue;
    }
    const decoded = record.read();
    if (!content.add(decoded, maxBytes)) {
      yield* segment({ ...group, records }, content, configuration);
      [records, content] = [[], segmentContent(format, compression)];
      content.add(decoded, maxBytes);
    }
    records.push(record);
  }
  yield* segment({ ...group, records }, content, configuration);
}

/** Makes the file of a segment. If it fails, all its records fail, and no others. */
function* segment(
  { sizeClass, layout, directory, partition, records }: Group,
  content: SegmentContent,
  configuration: IngestConfiguration,
): FilesToWrite {
  let path: string;
  let bytes: Buffer;
  try {
    path = segmentPath(directory, layout, spanOf(partition, offsetsOf(records)), content.extension);
    bytes = content.encode();
  } catch (error) {
    yield* asideOrFailed(records, recordFailure(error, sizeClass), configuration);
    return;
  }
  yield { path, sizeClass, bytes, records, partition };
}

/** The offsets of the records, in order and each of them once. */
function offsetsOf(records: readonly BatchRecord[]): [number, ...number[]] {
  const [first, ...others] = new Set(records.map(({ offset }) => offset));
  if (first === undefined) {
    throw new Error('a segment has at least one record');
  }
  return [first, ...others];
}
