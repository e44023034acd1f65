import { CODECS, COLUMN_NAMES, type Codec, type ColumnName, MAX_FOOTER_BYTES, UNPAIRED_TEXTS } from './columns';
import { type Leaf, leavesOf, readSchema } from './schema';
import { ThriftReader } from './thrift';

const MAGIC = 'PAR1';
/** The bytes after the metadata: its length and the magic number. */
const TRAILER_BYTES = 8;
/** Memory that a value takes beside its bytes: its place, its level and its row. */
const VALUE_OVERHEAD = 24;

/** The pages of one column, in one group of rows. */
export interface ColumnChunk {
  readonly leaf: Leaf;
  readonly codec: Codec;
  /** The number of values, with those that are null. */
  readonly values: number;
  readonly start: number;
  readonly end: number;
  readonly uncompressedBytes: number;
}

export interface RowGroup {
  readonly rows: number;
  readonly chunks: readonly ColumnChunk[];
}

export interface Footer {
  readonly rows: number;
  readonly groups: readonly RowGroup[];
  /** The bytes that the file takes once it is unfolded, as it says. */
  readonly unfoldedBytes: number;
  readonly unpairedTexts?: string;
}

/**
 * Tells how long the footer is, with its length and the magic number behind it.
 *
 * @param trailer the last bytes of the file
 * @param size the size of the file
 */
export function footerBytes(trailer: Buffer, size: number): number {
  if (trailer.length < TRAILER_BYTES || trailer.toString('latin1', trailer.length - 4) !== MAGIC) {
    throw new Error(`it is no Parquet file, or its end is missing: its last bytes are not ${MAGIC}`);
  }
  const length = trailer.readUInt32LE(trailer.length - TRAILER_BYTES) + TRAILER_BYTES;
  if (length > size - MAGIC.length || length > MAX_FOOTER_BYTES) {
    throw new Error(
      `its footer says to have ${length} bytes, and ${Math.min(size - MAGIC.length, MAX_FOOTER_BYTES)} are the most that it can have`,
    );
  }
  return length;
}

/**
 * Reads the footer of a file of records.
 *
 * @param tail the end of the file, with the whole footer
 * @param size the size of the file
 * @throws if it has other columns, or claims what cannot be
 */
export function readFooter(tail: Buffer, size: number): Footer {
  const length = footerBytes(tail, size);
  const thrift = new ThriftReader(tail, tail.length - length, tail.length - TRAILER_BYTES);
  let leaves: ReadonlyMap<ColumnName, Leaf> | undefined;
  let groups: RowGroup[] = [];
  let unpairedTexts: string | undefined;
  thrift.struct({
    2: () => {
      leaves = leavesOf(readSchema(thrift));
    },
    4: () => {
      groups = thrift.list(() => readRowGroup(thrift, leaves ?? new Map(), size - length));
    },
    5: () => {
      unpairedTexts = thrift.list(() => readEntry(thrift)).find(({ key }) => key === UNPAIRED_TEXTS)?.value;
    },
  });
  if (leaves === undefined) {
    throw new Error('its footer names no columns');
  }
  const chunks = groups.flatMap((group) => group.chunks);
  return {
    rows: groups.reduce((sum, group) => sum + group.rows, 0),
    groups,
    unfoldedBytes: chunks.reduce(
      (sum, { uncompressedBytes, values }) => sum + uncompressedBytes + values * VALUE_OVERHEAD,
      0,
    ),
    ...(unpairedTexts !== undefined && { unpairedTexts }),
  };
}

function readEntry(thrift: ThriftReader): { readonly key: string; readonly value: string } {
  let [key, value] = ['', ''];
  thrift.struct({
    1: () => {
      key = thrift.text();
    },
    2: () => {
      value = thrift.text();
    },
  });
  return { key, value };
}

function readRowGroup(thrift: ThriftReader, leaves: ReadonlyMap<ColumnName, Leaf>, end: number): RowGroup {
  let rows = 0;
  let chunks: ColumnChunk[] = [];
  thrift.struct({
    1: () => {
      chunks = thrift.list(() => readChunk(thrift, leaves, end));
    },
    3: () => {
      rows = thrift.integer();
    },
  });
  if (chunks.length !== COLUMN_NAMES.length || new Set(chunks.map(({ leaf }) => leaf.name)).size !== chunks.length) {
    throw new Error('its footer does not have each column once for each group of rows');
  }
  // A row has one value at least in each column: what the columns claim bounds the rows.
  const wrong = chunks.find(({ leaf, values }) => values < rows || (leaf.maxRepetition === 0 && values !== rows));
  if (rows < 0 || wrong !== undefined) {
    throw new Error(
      `its footer says to have ${rows} rows, and ${wrong?.values ?? 0} values in the column ${wrong?.leaf.name}`,
    );
  }
  return { rows, chunks };
}

function readChunk(thrift: ThriftReader, leaves: ReadonlyMap<ColumnName, Leaf>, end: number): ColumnChunk {
  let chunk: ColumnChunk | undefined;
  thrift.struct({
    1: () => {
      thrift.binary();
      throw new Error('its columns lie in other files');
    },
    3: () => {
      chunk = readChunkMetadata(thrift, leaves, end);
    },
  });
  if (chunk === undefined) {
    throw new Error('its footer does not say where a column is');
  }
  return chunk;
}

function readChunkMetadata(thrift: ThriftReader, leaves: ReadonlyMap<ColumnName, Leaf>, end: number): ColumnChunk {
  const numbers: Record<number, number> = {};
  const number = (id: number) => () => {
    numbers[id] = thrift.integer();
  };
  let path = '';
  thrift.struct({
    3: () => {
      path = thrift.list(() => thrift.text()).join('.');
    },
    ...Object.fromEntries([4, 5, 6, 7, 9, 11].map((id) => [id, number(id)])),
  });
  const leaf = leaves.get(path as ColumnName);
  const codec = (Object.keys(CODECS) as Codec[]).find((name) => CODECS[name] === numbers[4]);
  const {
    5: values = -1,
    6: uncompressedBytes = -1,
    7: compressedBytes = -1,
    9: dataStart = -1,
    11: dictionaryStart = 0,
  } = numbers;
  if (leaf === undefined) {
    throw new Error('its footer has a column that its schema does not have');
  }
  if (codec === undefined) {
    throw new Error(
      `the column ${leaf.name} is compressed in way ${numbers[4]}, and only ${Object.keys(CODECS).join(', ')} are read`,
    );
  }
  const start = dictionaryStart > 0 ? Math.min(dictionaryStart, dataStart) : dataStart;
  if (
    values < 0 ||
    uncompressedBytes < 0 ||
    compressedBytes < 0 ||
    start < MAGIC.length ||
    start + compressedBytes > end
  ) {
    throw new Error(`the column ${leaf.name} is said to lie where the file has none`);
  }
  return { leaf, codec, values, start, end: start + compressedBytes, uncompressedBytes };
}
