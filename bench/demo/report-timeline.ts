import { type DemoResult, measureTitle } from './results';
import type { Step, StepKind } from './steps';
import { escapeText, grouped, rateOf } from './text';

const WIDTH = 400;
const PASS_TITLE = 26;
const ROW = 42;
const TEXT = 16;
const BAR_HEIGHT = 14;
const AXIS_HEIGHT = 24;
const MOST_TICKS = 6;

/** Draws the steps of each pass over time, and in each step the invocations of its function. */
export function timeline(result: DemoResult): string {
  const steps = result.passes.flatMap((pass) => pass.steps);
  const from = Math.min(...steps.map(({ startedAt }) => startedAt));
  const to = Math.max(...steps.map(({ startedAt, seconds }) => startedAt + seconds), from + 0.1);
  const x = (seconds: number) => ((seconds - from) / (to - from)) * WIDTH;
  let top = 0;
  const rows: string[] = [];
  for (const { fidelity, steps: ofPass } of result.passes) {
    rows.push(`<text class="title" x="0" y="${top + 17}">${escapeText(fidelity)} pass</text>`);
    top += PASS_TITLE;
    for (const step of ofPass) {
      rows.push(rowOf(step, result, top, x));
      top += ROW;
    }
  }
  return `<svg viewBox="0 0 ${WIDTH} ${top + AXIS_HEIGHT}" role="img" aria-label="when each step ran, in seconds since the demo's start">
${axis(from, to, x, top)}
${rows.join('\n')}
</svg>`;
}

function rowOf(step: Step, result: DemoResult, top: number, x: (seconds: number) => number): string {
  const { kind, startedAt, seconds, invocations } = step;
  const bar = (span: { startedAt: number; seconds: number }, kinds: string, says: string) => {
    const [left, right] = [x(span.startedAt), x(span.startedAt + span.seconds)];
    // A gap of half a unit keeps invocations apart; one that is too short for it is seen all the same.
    const width = Math.max(0.8, right - left - 0.5);
    return `<rect class="${kinds}" x="${left.toFixed(2)}" y="${top + TEXT + 4}" width="${width.toFixed(2)}" height="${BAR_HEIGHT}"><title>${says}</title></rect>`;
  };
  const inside = invocations.map((each, index) =>
    bar(each, kind, `invocation ${index + 1}: ${each.seconds.toFixed(2)} s`),
  );
  const whole = bar(
    { startedAt, seconds },
    invocations.length === 0 ? kind : `${kind} rest`,
    `${seconds.toFixed(2)} s`,
  );
  return `<text x="0" y="${top + TEXT - 2}">${escapeText(sentenceOf(step, result))}</text>${whole}${inside.join('')}`;
}

/** Short enough for a phone. */
export function sentenceOf({ kind, records, seconds, invocations }: Step, { medium }: DemoResult): string {
  const [first, second] = [measureTitle('firstRead', medium), measureTitle('secondRead', medium)];
  const took = `${seconds.toFixed(1)} s`;
  const sentences: Record<StepKind, string> = {
    ingest: `ingest: ${grouped(records)} in ${invocations.length} batches, ${took}, ${rateOf(records, seconds)} records/s`,
    serial: `serial reads: ${grouped(records)} in ${took}`,
    first: `${first}: ${took}, ${rateOf(records, seconds)} files/s`,
    second: `${second}: ${took}, ${rateOf(records, seconds)} files/s`,
    publish: `publish: ${grouped(records)} in ${took}, ${rateOf(records, seconds)} records/s`,
    compare: `compare: ${grouped(records)} records in ${took}`,
  };
  return sentences[kind];
}

function axis(from: number, to: number, x: (seconds: number) => number, top: number): string {
  return ticksBetween(from, to)
    .map((seconds) => {
      const at = x(seconds);
      const anchor = at < 20 ? 'start' : at > WIDTH - 20 ? 'end' : 'middle';
      return `<path class="axis" d="M${at.toFixed(1)} ${PASS_TITLE}V${top}"/><text class="quiet" x="${at.toFixed(1)}" y="${top + 16}" text-anchor="${anchor}">${seconds} s</text>`;
    })
    .join('');
}

/** Round numbers: every 1, 2 or 5 seconds, or ten times that. */
export function ticksBetween(from: number, to: number): number[] {
  const least = (to - from) / MOST_TICKS;
  const power = 10 ** Math.floor(Math.log10(least));
  const every = [1, 2, 5, 10].map((step) => step * power).find((step) => step >= least) ?? 10 * power;
  const count = Math.floor(to / every + 1e-9) - Math.ceil(from / every - 1e-9) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    Number(((Math.ceil(from / every - 1e-9) + index) * every).toPrecision(10)),
  );
}
