import { OFFSET_DIGITS } from '../../src/contract/limits';
import { isTopicName } from '../../src/contract/topic';
import { EXTENSIONS, type Extension } from '../records/codec';
import type { RecordCoordinates } from '../records/record';
import { SEGMENT_EXTENSIONS, type SegmentExtension, type SegmentSpan } from '../records/segment';

/** What the name of a record's own file says. */
export interface NamedRecord {
  readonly type: 'record';
  readonly coordinates: RecordCoordinates;
  readonly extension: Extension;
  /** What the layout's template put before the coordinates, with the plus sign at its end; empty by default. */
  readonly prefix: string;
}

/** What the name of a segment says. */
export interface NamedSegment {
  readonly type: 'segment';
  readonly span: SegmentSpan;
  readonly extension: SegmentExtension;
}

// A plus sign is in no topic's name, so that the parts can be told apart whatever dots and dashes a topic has, and the
// coordinates be found from the right whatever the layout puts before them.
const TOPIC_AND_PARTITION = /(%2E)?([A-Za-z0-9._-]{1,249})\+(0|[1-9]\d*)/.source;
const RECORD_NAME = new RegExp(
  `^((?:[A-Za-z0-9._=@%~-]+\\+)*)${TOPIC_AND_PARTITION}\\+(\\d{${OFFSET_DIGITS}})(\\.[a-z.]+)$`,
);
const SEGMENT_NAME = new RegExp(
  `^${TOPIC_AND_PARTITION}\\+(\\d{${OFFSET_DIGITS}})\\+(\\d{${OFFSET_DIGITS}})(\\.[a-z.]+)$`,
);

/** Kafka takes a topic whose name begins with a dot; files and directories of such names are hidden from readers. */
export function topicComponent(topic: string): string {
  return topic.startsWith('.') ? `%2E${topic.slice(1)}` : topic;
}

export function partitionComponent({
  topic,
  partition,
}: {
  readonly topic: string;
  readonly partition: number;
}): string {
  return `${topicComponent(topic)}+${partition}`;
}

/** Offsets have the 20 digits of a 64-bit number: names sort as offsets do. */
export function fileName(coordinates: RecordCoordinates, extension: Extension, prefix = ''): string {
  return `${prefix}${partitionComponent(coordinates)}+${digits(coordinates.offset)}${extension}`;
}

export function segmentName(span: SegmentSpan, extension: SegmentExtension): string {
  return `${partitionComponent(span)}+${digits(span.first)}+${digits(span.last)}${extension}`;
}

/** @returns undefined for a name that this library does not give */
export function parseFileName(name: string): NamedRecord | NamedSegment | undefined {
  return name.startsWith('.') ? undefined : (parseRecordName(name) ?? parseSegmentName(name));
}

function parseRecordName(name: string): NamedRecord | undefined {
  const [, prefix = '', dot, rest, partition, offset, ending] = RECORD_NAME.exec(name) ?? [];
  const extension = EXTENSIONS.find((candidate) => candidate === ending);
  const place = parsePlace(dot, rest, partition);
  return extension === undefined || place === undefined || !areOffsets(offset)
    ? undefined
    : { type: 'record', coordinates: { ...place, offset: Number(offset) }, extension, prefix };
}

function parseSegmentName(name: string): NamedSegment | undefined {
  const [, dot, rest, partition, first, last, ending] = SEGMENT_NAME.exec(name) ?? [];
  const extension = SEGMENT_EXTENSIONS.find((candidate) => candidate === ending);
  const place = parsePlace(dot, rest, partition);
  return extension === undefined || place === undefined || !areOffsets(first, last) || Number(first) > Number(last)
    ? undefined
    : { type: 'segment', span: { ...place, first: Number(first), last: Number(last) }, extension };
}

function parsePlace(dot: string | undefined, rest = '', partition: string | undefined) {
  const topic = dot === undefined ? rest : `.${rest}`;
  const encoded = topicComponent(topic) === `${dot ?? ''}${rest}`;
  return encoded && isTopicName(topic) && Number.isSafeInteger(Number(partition))
    ? { topic, partition: Number(partition) }
    : undefined;
}

function areOffsets(...texts: (string | undefined)[]): boolean {
  return texts.every((text) => Number.isSafeInteger(Number(text)));
}

function digits(offset: number): string {
  return String(offset).padStart(OFFSET_DIGITS, '0');
}
