import { describeBytes } from '../../e2e/replayer/content';
import { COLUMNS, COMPRESSIONS, type Column } from './columns';
import { LARGE, RECORDS, type SourceRecord } from './records';
import { ROWS, type Row } from './rows';
import { type MatrixResult, resultOf } from './run';

const INTRODUCTION = `# What a replay publishes

The same ${RECORDS.length} records, written by the ingest function in every layout, format and compression, then replayed with every
option to a real Apache Kafka and read back: ${COLUMNS.length * COMPRESSIONS.length * ROWS.length} replays. \`test/evidence/replay-matrix/\` runs them all and
compares what is in the topics, record by record and in order, with what the records themselves say. This page is what it
found; when the two differ, the test fails. To write it anew:

\`\`\`sh
UPDATE_REPLAY_MATRIX=1 npx jest test/evidence/replay-matrix
\`\`\`
`;

const MATRIX = `
## The matrix

How many records came out of the target topic and, after a plus sign, of the other topic that a mapping names. Beside what
the second column says, the payload had \`dry_run\` false and a \`target_topic\`, but for the first row's. \`NONE\`, \`GZIP\`
and \`ZSTD\` gave the same in every cell.

- *per record*: the default layout. *own names*: one shard, directories by topic, by the header \`tenant\` and by the day in
  Berlin, and the time and the key in the file's name. *segments*: they overlap, because some records came twice.
- *value*: a raw file holds the value and nothing else. Key, headers and time are lost: a filter by key or header finds
  nothing in it, one by time goes by what its directory is named after (an hour in the first column, a day in the third),
  the records go out with the time of sending, and without \`preserve_partition\` to any partition. Use the envelope for
  what is to be replayed.
- A record without a time, or with a negative one, goes out with the time of sending. In a window of time it never is.
- Each source partition's records come out in the order of their offsets, also where two of them go to one partition.
`;

const SOURCE = `
## The records

Every partition's offsets have gaps, as those of a compacted topic have. The second third of each partition came twice.
Values of ${LARGE} bytes and more are of the class \`large\`.
`;

/** The page in docs/, from what was found. */
export function page(results: MatrixResult): string {
  return [INTRODUCTION, MATRIX, '\n', matrix(results), SOURCE, '\n', records()].join('');
}

function matrix(results: MatrixResult): string {
  return table(
    ['replay with', 'in its payload', ...COLUMNS.map(({ name }) => name)],
    ROWS.map((row) => [row.name, payload(row), ...COLUMNS.map((column) => cell(results, row, column))]),
  );
}

function payload({ options, namesTopic }: Row): string {
  const added = { ...options, ...(namesTopic && Object.keys(options).length === 0 && { target_topic: '…' }) };
  return Object.entries(added)
    .map(([name, value]) => `\`"${name}": ${JSON.stringify(value)}\``)
    .join(', ');
}

function cell(results: MatrixResult, row: Row, column: Column): string {
  const counts = COMPRESSIONS.map((compression) => {
    const { lines, mappedLines } = resultOf(results, row, column, compression);
    return [lines, ...(row.options.topic_mapping ? [mappedLines] : [])].map((each) => each.flat().length).join(' + ');
  });
  return [...new Set(counts)].join(' / ');
}

function records(): string {
  return table(
    ['topic', 'partition', 'offset', 'time (UTC)', 'key', 'headers', 'value'],
    RECORDS.map((record) => [
      record.topic,
      String(record.partition),
      String(record.offset),
      time(record),
      code(record.key),
      record.headers.map(([name, value]) => `${name}: ${code(value)}`).join(', '),
      code(record.value),
    ]),
  );
}

function time({ timestamp }: SourceRecord): string {
  if (timestamp === null) return 'none';
  return timestamp < 0 ? String(timestamp) : new Date(timestamp).toISOString().replace('T', ' ').replace('Z', '');
}

function code(bytes: Buffer | null): string {
  if (bytes === null) return 'null';
  return bytes.length > 60 ? `${bytes.length.toLocaleString('en')} bytes` : `\`${describeBytes(bytes)}\``;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}
