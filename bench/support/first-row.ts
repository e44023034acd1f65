/** The cells of a printed table's first row by their headings, for the tests of the tables. */
export function firstRow(table: string): Readonly<Record<string, string>> {
  const [headings, first] = table.split('\n').map((line) => line.trim().split(/ {2,}/));
  return Object.fromEntries(headings.map((heading, column) => [heading, first[column]]));
}
