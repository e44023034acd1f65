import { decompress, TooLargeError } from '../compression';
import type { Codec } from './columns';
import type { ColumnChunk } from './footer';
import { bitsOf, readHybrid } from './levels';
import { unfoldSnappy } from './snappy';
import { isTrue, ThriftReader } from './thrift';

const [DATA_PAGE, INDEX_PAGE, DICTIONARY_PAGE, DATA_PAGE_V2] = [0, 1, 2, 3];

/** Values as their encoding has them, unfolded, with the level of each. */
export interface DataPage {
  readonly count: number;
  readonly repetition: Uint32Array;
  readonly definition: Uint32Array;
  readonly encoding: number;
  readonly values: Buffer;
}

export interface DictionaryPage {
  readonly entries: number;
  readonly values: Buffer;
}

interface PageHeader {
  readonly type: number;
  readonly unfoldedBytes: number;
  readonly bytes: number;
  /** The fields of the page's own kind, by their numbers. */
  readonly fields: Readonly<Record<number, number>>;
  readonly isCompressed: boolean;
}

/**
 * The pages of a column, one by one: each is unfolded when it is asked for, and all of them to no more than the footer says.
 *
 * @param file the whole file
 */
export function* pagesOf(file: Buffer, chunk: ColumnChunk): Generator<DataPage | DictionaryPage, void, undefined> {
  const { leaf } = chunk;
  let position = chunk.start;
  let room = chunk.uncompressedBytes;
  let left = chunk.values;
  while (left > 0) {
    const thrift = new ThriftReader(file, position, chunk.end);
    const header = readPageHeader(thrift);
    const { type, bytes, unfoldedBytes, fields } = header;
    position = thrift.position + bytes;
    const count = fields[1] ?? 0;
    if (bytes < 0 || position > chunk.end || count < 0 || unfoldedBytes < 0) {
      throw new Error(`a page of the column ${leaf.name} is said to be where the column has none`);
    }
    if (unfoldedBytes > room) {
      throw new Error(`the column ${leaf.name} unfolds to more than its footer says`);
    }
    room -= unfoldedBytes;
    const content = file.subarray(thrift.position, position);
    if (type === DICTIONARY_PAGE) {
      yield { entries: count, values: unfold(content, unfoldedBytes, chunk.codec) };
    } else if (type === DATA_PAGE || type === DATA_PAGE_V2) {
      if (count > left) {
        throw new Error(`the column ${leaf.name} has more values than its footer says`);
      }
      left -= count;
      yield type === DATA_PAGE ? dataPage(content, header, chunk) : dataPageV2(content, header, chunk);
    } else if (type !== INDEX_PAGE) {
      throw new Error(`the column ${leaf.name} has a page of the unknown type ${type}`);
    }
  }
}

function readPageHeader(thrift: ThriftReader): PageHeader {
  const numbers: Record<number, number> = {};
  let fields: Record<number, number> = {};
  let isCompressed = true;
  const number = (id: number) => () => {
    numbers[id] = thrift.integer();
  };
  const kind = (ids: readonly number[]) => () => {
    const own: Record<number, number> = {};
    thrift.struct({
      ...Object.fromEntries(
        ids.map((id) => [
          id,
          () => {
            own[id] = thrift.integer();
          },
        ]),
      ),
      7: (type) => {
        isCompressed = isTrue(type);
      },
    });
    fields = own;
  };
  thrift.struct({
    1: number(1),
    2: number(2),
    3: number(3),
    5: kind([1, 2]),
    7: kind([1, 2]),
    8: kind([1, 2, 3, 4, 5, 6]),
  });
  const { 1: type = -1, 2: unfoldedBytes = -1, 3: bytes = -1 } = numbers;
  return { type, unfoldedBytes, bytes, fields, isCompressed };
}

/**
 * Reads a page of version 1. Its levels stand before the values, each with its length, and are compressed with them.
 */
function dataPage(content: Buffer, { unfoldedBytes, fields }: PageHeader, { leaf, codec }: ColumnChunk): DataPage {
  const { 1: count = 0, 2: encoding = -1 } = fields;
  let rest = unfold(content, unfoldedBytes, codec);
  const levels = (most: number) => {
    if (most === 0) {
      return new Uint32Array(count);
    }
    const length = rest.length < 4 ? Number.POSITIVE_INFINITY : rest.readUInt32LE(0);
    const read = readHybrid(part(rest, 4, length), bitsOf(most), count);
    rest = rest.subarray(4 + length);
    return read;
  };
  const repetition = levels(leaf.maxRepetition);
  const definition = levels(leaf.maxDefinition);
  return { count, repetition, definition, encoding, values: rest };
}

/**
 * Reads a page of version 2. Its levels stand before the values, with their lengths in the page's header, and are not
 * compressed.
 */
function dataPageV2(
  content: Buffer,
  { unfoldedBytes, fields, isCompressed }: PageHeader,
  { leaf, codec }: ColumnChunk,
): DataPage {
  const { 1: count = 0, 4: encoding = -1, 5: definitionBytes = -1, 6: repetitionBytes = -1 } = fields;
  const levelBytes = definitionBytes + repetitionBytes;
  const repetition = readHybrid(part(content, 0, repetitionBytes), bitsOf(leaf.maxRepetition), count);
  const definition = readHybrid(part(content, repetitionBytes, definitionBytes), bitsOf(leaf.maxDefinition), count);
  const values = content.subarray(levelBytes);
  return {
    count,
    repetition,
    definition,
    encoding,
    values: isCompressed ? unfold(values, unfoldedBytes - levelBytes, codec) : values,
  };
}

function part(bytes: Buffer, start: number, length: number): Buffer {
  if (start < 0 || length < 0 || start + length > bytes.length) {
    throw new Error('a page is cut off');
  }
  return bytes.subarray(start, start + length);
}

/** Decompresses a page, and never makes more bytes than the page claims to have. */
function unfold(bytes: Buffer, size: number, codec: Codec): Buffer {
  if (size < 0) {
    throw new Error('a page says to unfold to less than nothing');
  }
  const unfolded = codec === 'UNCOMPRESSED' || size === 0 ? bytes.subarray(0, size) : unfoldedBy(codec, bytes, size);
  if (unfolded.length !== size) {
    throw new Error(`a page unfolds to ${unfolded.length} bytes, and says ${size}`);
  }
  return unfolded;
}

function unfoldedBy(codec: Exclude<Codec, 'UNCOMPRESSED'>, bytes: Buffer, size: number): Buffer {
  if (codec === 'SNAPPY') {
    return unfoldSnappy(bytes, size);
  }
  try {
    return decompress(bytes, codec === 'GZIP' ? '.gz' : '.zst', size);
  } catch (error) {
    // No more room would help: the page itself said what it takes.
    throw error instanceof TooLargeError
      ? new Error(`a page unfolds to more than the ${size} bytes that it says`)
      : error;
  }
}
