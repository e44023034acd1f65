import { COLUMNS, isHeaderColumn } from './columns';
import type { ColumnChunk } from './footer';
import { readHybrid } from './levels';
import { type DataPage, pagesOf } from './pages';

const PLAIN = 0;
/** The numbers of the encoding by a dictionary: the first is Parquet 1's number for the second. */
const DICTIONARIES: readonly number[] = [2, 8];

/** The values of a page or a dictionary. */
interface Values {
  readonly count: number;
  at(index: number): number | Buffer | undefined;
}

class Numbers implements Values {
  public readonly count: number;

  public constructor(private readonly numbers: Float64Array) {
    this.count = numbers.length;
  }

  public at(index: number): number | undefined {
    return this.numbers[index];
  }
}

/** Values as pieces of a page. A Buffer is made of a piece when it is asked for. */
class Pieces implements Values {
  public readonly count: number;

  public constructor(
    private readonly bytes: Buffer,
    private readonly starts: Uint32Array,
  ) {
    this.count = starts.length;
  }

  public at(index: number): Buffer | undefined {
    const start = this.starts[index];
    return start === undefined ? undefined : this.bytes.subarray(start, start + this.bytes.readUInt32LE(start - 4));
  }
}

class References implements Values {
  public readonly count: number;

  public constructor(
    private readonly dictionary: Values,
    private readonly places: Uint32Array,
    { leaf }: ColumnChunk,
  ) {
    this.count = places.length;
    if (places.some((place) => place >= dictionary.count)) {
      throw new Error(`the column ${leaf.name} refers to a value that its dictionary does not have`);
    }
  }

  public at(index: number): number | Buffer | undefined {
    return this.dictionary.at(this.places[index] ?? -1);
  }
}

/** Some values of a column, one after the other: those of a page. */
interface Stretch {
  readonly first: number;
  readonly values: Values;
  /** The place of each among the values; a column has -1 where it is null. */
  readonly places: Int32Array;
}

/** A column of a group of rows. An entry is a row or, in the columns of headers, a header. */
export class Column {
  private readonly stretches: Stretch[] = [];
  private current = 0;
  private entries = 0;
  /** The first entry of each row, and the number of all behind them. Only the columns of headers have it. */
  public readonly rowStarts?: Uint32Array;
  private rows = 0;

  public constructor(
    private readonly chunk: ColumnChunk,
    file: Buffer,
    private readonly expectedRows: number,
  ) {
    if (isHeaderColumn(chunk.leaf.name)) {
      this.rowStarts = new Uint32Array(expectedRows + 1);
    }
    let dictionary: Values | undefined;
    for (const page of pagesOf(file, chunk)) {
      if ('entries' in page) {
        dictionary = plainValues(page.values, page.entries, chunk);
      } else {
        this.add(page, dictionary);
      }
    }
    this.rowStarts?.fill(this.entries, this.rows);
    if (this.rows !== expectedRows) {
      throw new Error(`the column ${chunk.leaf.name} has ${this.rows} of ${expectedRows} rows`);
    }
  }

  /** @returns null where the value is null */
  public numberAt(entry: number): number | null {
    return this.at(entry) as number | null;
  }

  /** @returns null where the value is null */
  public bytesAt(entry: number): Buffer | null {
    return this.at(entry) as Buffer | null;
  }

  /** The value of an entry. Entries are mostly asked for in order. */
  private at(entry: number): number | Buffer | null {
    let stretch = this.stretches[this.current];
    if (stretch === undefined || entry < stretch.first || entry >= stretch.first + stretch.places.length) {
      this.current = this.stretches.findIndex(({ first, places }) => entry >= first && entry < first + places.length);
      stretch = this.stretches[this.current];
    }
    const place = stretch?.places[entry - stretch.first] ?? -1;
    return place < 0 ? null : (stretch?.values.at(place) ?? null);
  }

  private add(page: DataPage, dictionary: Values | undefined): void {
    const { leaf } = this.chunk;
    const { count, definition, repetition } = page;
    const places = new Int32Array(count);
    let [present, entries] = [0, 0];
    for (let index = 0; index < count; index++) {
      if (repetition[index] === 0) {
        this.beginRow(entries);
      } else if (this.rows === 0) {
        throw new Error(`the column ${leaf.name} begins within a row`);
      }
      const level = definition[index] ?? 0;
      if (level >= leaf.entryDefinition) {
        places[entries++] = level === leaf.maxDefinition ? present++ : -1;
      }
    }
    this.stretches.push({
      first: this.entries,
      values: valuesOf(page, present, dictionary, this.chunk),
      places: places.subarray(0, entries),
    });
    this.entries += entries;
  }

  private beginRow(entriesOfPage: number): void {
    if (this.rows === this.expectedRows) {
      throw new Error(`the column ${this.chunk.leaf.name} has more than ${this.expectedRows} rows`);
    }
    if (this.rowStarts !== undefined) {
      this.rowStarts[this.rows] = this.entries + entriesOfPage;
    }
    this.rows++;
  }
}

function valuesOf(
  { encoding, values }: DataPage,
  present: number,
  dictionary: Values | undefined,
  chunk: ColumnChunk,
): Values {
  if (encoding === PLAIN) {
    return plainValues(values, present, chunk);
  }
  if (!DICTIONARIES.includes(encoding)) {
    throw new Error(
      `the column ${chunk.leaf.name} has the encoding ${encoding}, and only PLAIN and dictionaries are read`,
    );
  }
  if (dictionary === undefined) {
    throw new Error(`the column ${chunk.leaf.name} has no dictionary`);
  }
  const places = present === 0 ? new Uint32Array(0) : readHybrid(values.subarray(1), values[0] ?? 0, present);
  return new References(dictionary, places, chunk);
}

function plainValues(bytes: Buffer, count: number, { leaf }: ColumnChunk): Values {
  const type = COLUMNS[leaf.name];
  const width = type === 'INT32' ? 4 : type === 'INT64' ? 8 : 4;
  if (count * width > bytes.length) {
    throw new Error(`the column ${leaf.name} has fewer values than its page says`);
  }
  if (type === 'BYTE_ARRAY') {
    return new Pieces(bytes, startsOf(bytes, count, leaf.name));
  }
  return new Numbers(
    Float64Array.from({ length: count }, (_, index) =>
      type === 'INT32' ? bytes.readInt32LE(index * 4) : Number(bytes.readBigInt64LE(index * 8)),
    ),
  );
}

function startsOf(bytes: Buffer, count: number, name: string): Uint32Array {
  const starts = new Uint32Array(count);
  let position = 0;
  for (let index = 0; index < count; index++) {
    const start = position + 4;
    position = start > bytes.length ? start : start + bytes.readUInt32LE(position);
    if (position > bytes.length) {
      throw new Error(`a value of the column ${name} is cut off`);
    }
    starts[index] = start;
  }
  return starts;
}
