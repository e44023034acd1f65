import { isTopicName } from '../../../src/contract/topic';
import { isCount, type KafkaRecord, type RecordHeader } from '../record';
import { COLUMN_NAMES, type ColumnName } from './columns';
import { type Footer, type RowGroup, readFooter } from './footer';
import { type UnpairedTexts, unpairedTextsOf } from './unpaired-texts';
import { Column } from './values';

type Columns = Readonly<Record<ColumnName, Column>>;

interface Group {
  /** The number of its first row in the file. */
  readonly firstRow: number;
  readonly rows: number;
  readonly columns: Columns;
}

/** The records of a Parquet file, unfolded. */
export interface ParquetRecords {
  readonly rows: number;
  records(): Generator<KafkaRecord, void, undefined>;
}

/**
 * Unfolds a file.
 *
 * @param most the bytes that there is room for
 * @returns undefined if that is not enough, which the footer tells before anything is unfolded
 * @throws if it cannot be read
 */
export function openParquet(file: Buffer, most: number): ParquetRecords | undefined {
  const footer = readFooter(file, file.length);
  if (footer.unfoldedBytes > most) {
    return undefined;
  }
  return unfolded(file, footer);
}

function unfolded(file: Buffer, { rows, groups, unpairedTexts }: Footer): ParquetRecords {
  const texts = unpairedTextsOf(unpairedTexts);
  let firstRow = 0;
  const opened = groups.map((group): Group => {
    const columns = columnsOf(file, group);
    firstRow += group.rows;
    return { firstRow: firstRow - group.rows, rows: group.rows, columns };
  });
  return {
    rows,
    *records() {
      for (const group of opened) {
        for (let row = 0; row < group.rows; row++) {
          yield recordAt(group, row, texts);
        }
      }
    },
  };
}

function columnsOf(file: Buffer, { rows, chunks }: RowGroup): Columns {
  const columns = Object.fromEntries(
    chunks.map((chunk) => [chunk.leaf.name, new Column(chunk, file, rows)]),
  ) as Columns;
  const names = columns['headers.list.element.name'];
  for (const column of COLUMN_NAMES.map((name) => columns[name])) {
    if (column.rowStarts?.some((start, row) => start !== names.rowStarts?.[row])) {
      throw new Error('its headers have fewer values than names, or names than values');
    }
  }
  return columns;
}

function recordAt({ firstRow, columns }: Group, row: number, texts: UnpairedTexts): KafkaRecord {
  const where = `row ${firstRow + row + 1}`;
  const topic = columns.topic.bytesAt(row)?.toString('utf8');
  const partition = columns.partition.numberAt(row);
  const offset = columns.offset.numberAt(row);
  if (!isTopicName(topic) || !isCount(partition) || !isCount(offset)) {
    throw new Error(`${where} does not say where the record stood: topic, partition and offset must`);
  }
  const timestamp = columns.timestamp.numberAt(row);
  if (timestamp !== null && !Number.isSafeInteger(timestamp)) {
    throw new Error(`the timestamp of ${where} is out of range`);
  }
  return {
    topic,
    partition,
    offset,
    timestamp,
    timestampType: texts.timestampType(firstRow + row) ?? columns.timestamp_type.bytesAt(row)?.toString('utf8') ?? null,
    key: either(columns.key, columns.key_binary, row, where),
    value: either(columns.value, columns.value_binary, row, where),
    headers: headersAt(columns, firstRow, row, where, texts),
  };
}

function headersAt(
  columns: Columns,
  firstRow: number,
  row: number,
  where: string,
  texts: UnpairedTexts,
): RecordHeader[] {
  const names = columns['headers.list.element.name'];
  const first = names.rowStarts?.[row] ?? 0;
  const headers: RecordHeader[] = [];
  for (let entry = first; entry < (names.rowStarts?.[row + 1] ?? 0); entry++) {
    const name = texts.headerName(firstRow + row, entry - first) ?? names.bytesAt(entry)?.toString('utf8');
    if (name === undefined) {
      throw new Error(`header ${entry - first + 1} of ${where} has no name`);
    }
    const [text, binary] = [columns['headers.list.element.value'], columns['headers.list.element.value_binary']];
    headers.push({ name, value: either(text, binary, entry, where) });
  }
  return headers;
}

/** Takes the bytes from the one of two columns that has them. */
function either(text: Column, binary: Column, entry: number, where: string): Buffer | null {
  const [asText, asBinary] = [text.bytesAt(entry), binary.bytesAt(entry)];
  if (asText !== null && asBinary !== null) {
    throw new Error(`${where} has a key or a value both as text and as bytes`);
  }
  return asText ?? asBinary;
}
