import type { ClassResult, DemoResult, PassResult } from './results';
import { megabytes } from './text';

const HEADINGS = ['pass', 'class', 'files', 'MB', 'write avg', 'p50', 'p99', '1st read avg', '2nd read avg'];

/** The measurements as text, latencies in milliseconds as the handlers measured them. */
export function resultTable(result: DemoResult): string {
  const rows = result.passes.flatMap((pass) => pass.classes.map((each) => cells(pass, each)));
  const { medium, records, valueBytes } = result;
  return [
    ...aligned([HEADINGS, ...rows]),
    '',
    `latencies in ms, measured by the handlers; ${medium.description}`,
    `${records} records, ${megabytes(valueBytes)} MB of values, ${result.seconds.toFixed(0)} s in all`,
  ].join('\n');
}

function cells({ fidelity }: PassResult, { name, files, bytes, write, firstRead, secondRead }: ClassResult): string[] {
  const latencies = [write.averageMs, write.p50Ms, write.p99Ms, firstRead.averageMs, secondRead.averageMs];
  return [fidelity, name, String(files), megabytes(bytes), ...latencies.map((ms) => ms.toFixed(2))];
}

/** Words to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  '),
  );
}
