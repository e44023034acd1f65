import { unhidden } from '../../src/contract/hidden-names';
import { HASH_DIGITS, OFFSET_DIGITS } from '../../src/contract/limits';
import { isTopicName } from '../../src/contract/topic';
import { EXTENSIONS, type Extension } from '../records/codec';
import type { RecordCoordinates } from '../records/record';
import { hasGaps, SEGMENT_EXTENSIONS, type SegmentExtension, type SegmentSpan } from '../records/segment';

/** The parts of the name of a record's own file. */
export interface NamedRecord {
  readonly type: 'record';
  readonly coordinates: RecordCoordinates;
  readonly extension: Extension;
  /** The text that the layout's template put before the coordinates, with the plus sign at its end; empty by default. */
  readonly prefix: string;
}

/** The parts of the name of a segment. */
export interface NamedSegment {
  readonly type: 'segment';
  readonly span: SegmentSpan;
  readonly extension: SegmentExtension;
}

// A plus sign is in no topic's name, so that the parts can be told apart whatever dots and dashes a topic has, and the
// coordinates be found from the right whatever the layout puts before them.
const TOPIC_AND_PARTITION = /(%2E|%5F)?([A-Za-z0-9._-]{0,249})\+(0|[1-9]\d*)/.source;
const RECORD_NAME = new RegExp(
  `^((?:[A-Za-z0-9._=@%~-]+\\+)*)${TOPIC_AND_PARTITION}\\+(\\d{${OFFSET_DIGITS}})(\\.[a-z.]+)$`,
);
const SEGMENT_NAME = new RegExp(
  `^${TOPIC_AND_PARTITION}\\+(\\d{${OFFSET_DIGITS}})\\+(\\d{${OFFSET_DIGITS}})\\+([1-9]\\d*)(?:\\+([0-9a-f]{${HASH_DIGITS}}))?(\\.[a-z.]+)$`,
);

export function partitionComponent({
  topic,
  partition,
}: {
  readonly topic: string;
  readonly partition: number;
}): string {
  return `${unhidden(topic)}+${partition}`;
}

/** Offsets have the 20 digits of a 64-bit number: names sort as offsets do. */
export function fileName(coordinates: RecordCoordinates, extension: Extension, prefix = ''): string {
  return `${prefix}${partitionComponent(coordinates)}+${digits(coordinates.offset)}${extension}`;
}

export function segmentName(span: SegmentSpan, extension: SegmentExtension): string {
  const { first, last, count, offsetsHash } = span;
  const hash = offsetsHash === undefined ? '' : `+${offsetsHash}`;
  return `${partitionComponent(span)}+${digits(first)}+${digits(last)}+${count}${hash}${extension}`;
}

/** @returns undefined for a name that this library does not give */
export function parseFileName(name: string): NamedRecord | NamedSegment | undefined {
  return name.startsWith('.') ? undefined : (parseRecordName(name) ?? parseSegmentName(name));
}

function parseRecordName(name: string): NamedRecord | undefined {
  const [, prefix = '', first, rest, partition, offset, ending] = RECORD_NAME.exec(name) ?? [];
  const extension = EXTENSIONS.find((candidate) => candidate === ending);
  const place = parsePlace(first, rest, partition);
  return extension === undefined || place === undefined || !areOffsets(offset)
    ? undefined
    : { type: 'record', coordinates: { ...place, offset: Number(offset) }, extension, prefix };
}

function parseSegmentName(name: string): NamedSegment | undefined {
  const [, begin, rest, partition, firstText, lastText, countText, offsetsHash, ending] = SEGMENT_NAME.exec(name) ?? [];
  const extension = SEGMENT_EXTENSIONS.find((candidate) => candidate === ending);
  const place = parsePlace(begin, rest, partition);
  if (extension === undefined || place === undefined || !areOffsets(firstText, lastText, countText)) {
    return undefined;
  }
  const [first, last, count] = [Number(firstText), Number(lastText), Number(countText)];
  const span = { ...place, first, last, count, ...(offsetsHash !== undefined && { offsetsHash }) };
  const canBe = first <= last && count <= last - first + 1 && hasGaps(span) === (offsetsHash !== undefined);
  return canBe ? { type: 'segment', span, extension } : undefined;
}

function parsePlace(first = '', rest = '', partition: string | undefined) {
  const topic = `${decodeURIComponent(first)}${rest}`;
  const isWritten = first !== '' || !rest.startsWith('.');
  return isWritten && isTopicName(topic) && Number.isSafeInteger(Number(partition))
    ? { topic, partition: Number(partition) }
    : undefined;
}

function areOffsets(...texts: (string | undefined)[]): boolean {
  return texts.every((text) => Number.isSafeInteger(Number(text)));
}

function digits(offset: number): string {
  return String(offset).padStart(OFFSET_DIGITS, '0');
}
