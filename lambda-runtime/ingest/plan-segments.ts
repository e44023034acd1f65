import { recordDirectory, type SegmentsLayout, segmentPath } from '../files/layout';
import type { SizeClass } from '../files/size-class';
import { compress, suffixOf } from '../records/compression';
import type { RecordCoordinates } from '../records/record';
import { encodeLine } from '../records/segment';
import type { IngestConfiguration } from './ingest-configuration';
import type { Item } from './item';
import { attempt, classify, type Plan, type PlannedFile } from './planned-file';

/** What goes into the same segments: a class, a directory and a partition. */
interface Group {
  readonly sizeClass: SizeClass;
  readonly directory: string;
  readonly partition: Pick<RecordCoordinates, 'topic' | 'partition'>;
  readonly items: Item[];
}

/**
 * One file of all records that belong together, cut at the layout's size. Every record is decoded once to be grouped
 * and found sound, and once more for its line: a segment is named by records that are certain to be in it.
 */
export function* planSegments(
  items: readonly Item[],
  layout: SegmentsLayout,
  configuration: IngestConfiguration,
): Plan {
  for (const group of groupsOf(items, layout, configuration)) {
    yield* segmentsOf(group, layout, configuration);
  }
}

function groupsOf(items: readonly Item[], layout: SegmentsLayout, configuration: IngestConfiguration): Group[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const classified = classify(item, configuration);
    if (classified === undefined) {
      continue;
    }
    const { record, sizeClass } = classified;
    const { topic, partition } = record;
    const directory = recordDirectory(sizeClass.prefix, layout, record);
    const id = `${sizeClass.name}/${directory}${topic}+${partition}`;
    let group = groups.get(id);
    if (group === undefined) {
      group = { sizeClass, directory, partition: { topic, partition }, items: [] };
      groups.set(id, group);
    }
    group.items.push(item);
  }
  return [...groups.values()];
}

function* segmentsOf(group: Group, layout: SegmentsLayout, configuration: IngestConfiguration): Plan {
  let items: Item[] = [];
  let lines: Buffer[] = [];
  let bytes = 0;
  const cut = () => segment(group, items, lines, layout, configuration);
  for (const item of group.items.sort((a, b) => a.offset - b.offset)) {
    const line = encodeLine(item.read());
    if (lines.length > 0 && bytes + line.length > layout.maxBytes) {
      yield* cut();
      [items, lines, bytes] = [[], [], 0];
    }
    items.push(item);
    lines.push(line);
    bytes += line.length;
  }
  yield* cut();
}

/** A segment that fails fails all its records, and no other's. */
function* segment(
  { sizeClass, directory, partition }: Group,
  items: readonly Item[],
  lines: readonly Buffer[],
  layout: SegmentsLayout,
  { compression }: IngestConfiguration,
): Plan {
  const file = attempt(items, sizeClass, (): PlannedFile => {
    const span = { ...partition, first: items[0]?.offset ?? 0, last: items.at(-1)?.offset ?? 0 };
    const path = segmentPath(directory, layout, span, `.records.ndjson${suffixOf(compression)}`);
    return { path, sizeClass, bytes: compress(Buffer.concat(lines), compression), items };
  });
  if (file !== undefined) {
    yield file;
  }
}
