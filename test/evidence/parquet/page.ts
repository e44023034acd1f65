import type { Size, Sizes } from './script';

export interface Findings {
  /** The number of rows that were compared. */
  readonly rows: number;
  /** The columns, by the reader that names them. */
  readonly schemas: Readonly<Record<string, readonly string[]>>;
  readonly sizes: Sizes;
  readonly machine: string;
}

export function parquetPage({ rows, schemas, sizes, machine }: Findings): string {
  const readers = Object.keys(schemas);
  const count = rows.toLocaleString('en');
  return `# Parquet

What \`RecordFormat.parquet()\` writes, read by others, and what it takes. \`UPDATE_PARQUET=1 npm run parquet\` writes this page anew.

## The columns

${count} records, with and without keys, values, headers and timestamps, empty ones, text of all planes and bytes that are no
text, were written with each compression of the columns. ${readers.join(' and ')} read
every row of every file as it was written, and name the columns so:

| ${readers.join(' | ')} |
|${readers.map(() => '---').join('|')}|
${(Object.values(schemas)[0] ?? []).map((_, index) => `| ${readers.map((reader) => `\`${schemas[reader]?.[index]}\``).join(' | ')} |`).join('\n')}

- \`key\` and \`value\` have what is UTF-8. What is not stands in \`key_binary\` and \`value_binary\`, and the other column is null:
  \`coalesce(encode(value), value_binary)\` are the bytes of every record.
- Headers keep their order, and names that repeat.
- \`timestamp\` is in UTC, in milliseconds.
- A file of another schema is not replayed: it counts as one that cannot be read, and the answer says which columns it lacks.

## Sizes

${sizes.count.toLocaleString('en')} records with JSON of about 1 KB, in batches of 4,000 as Lambda delivers them. Times are those of one run on ${machine}
that had other work, and tell no more than the order.

${table('Files of up to 1 MiB before compression, the default', sizes.small)}

${table(`Files of up to 16 MiB, so that each batch is one file, of the first ${sizes.largeCount.toLocaleString('en')} of them`, sizes.large)}
`;
}

function table(title: string, sizes: readonly Size[]): string {
  const rows = sizes.map(
    ({ format, files, bytes, writeSeconds }) =>
      `| ${format} | ${files} | ${(bytes / 1e6).toFixed(1)} MB | ${((100 * bytes) / (sizes[0]?.bytes ?? bytes)).toFixed(0)} % | ${writeSeconds.toFixed(1)} s |`,
  );
  return `${title}:

| format | files | bytes | of NDJSON | time to encode |
|---|---|---|---|---|
${rows.join('\n')}`;
}
