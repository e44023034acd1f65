import { type ClassResult, type DemoResult, MEASURES, measureTitle, type PassResult } from './results';
import { escapeText, grouped } from './text';

/** The figures of one size class. Four columns of numbers beside a title are what a phone has room for. */
export function latencyTable(result: ClassResult, { medium }: Pick<DemoResult, 'medium'>): string {
  const rows = MEASURES.map((measure) => {
    const { count, averageMs, p50Ms, p99Ms } = result[measure];
    const latencies = [averageMs, p50Ms, p99Ms].map((ms) => (count === 0 ? '–' : ms.toFixed(2)));
    return [measureTitle(measure, medium), grouped(count), ...latencies];
  });
  const cells = (tag: 'th' | 'td', row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escapeText(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${cells('th', ['latency in ms', 'files', 'average', 'p50', 'p99'])}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table>`;
}

/**
 * Compares the seconds that it took to read all files, many at a time, with those that it would take one after another.
 * Undefined if no first read of a single file was measured.
 */
export function serialSentence(pass: PassResult, seconds: number): string | undefined {
  const { classes, fidelity } = pass;
  const files = classes.reduce((sum, each) => sum + each.files, 0);
  const sample = classes.reduce((sum, { serialFirstRead }) => sum + serialFirstRead.count, 0);
  if (sample === 0) return undefined;
  const serial = classes.reduce((sum, each) => sum + (each.files * each.serialFirstRead.averageMs) / 1000, 0);
  return `${fidelity} pass: ${grouped(files)} files read for the first time in ${seconds.toFixed(1)} s; one after another they would take ${serial.toFixed(1)} s, calculated from ${grouped(sample)} of them.`;
}
