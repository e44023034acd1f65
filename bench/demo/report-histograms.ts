import type { LatencySummary } from './latency';
import { type ClassResult, type DemoResult, MEASURES, type MeasureName, measureTitle } from './results';
import { escapeText, grouped } from './text';

const TITLE_HEIGHT = 21;
const BARS_HEIGHT = 26;
const ROW = TITLE_HEIGHT + BARS_HEIGHT + 8;
const AXIS_HEIGHT = 24;
/** Between bars, in percent of the width. */
const GAP = 0.25;

/** Whole decades of milliseconds, as powers of ten. */
interface Scale {
  readonly first: number;
  readonly last: number;
}

/** One scale for all pictures of a page: only then can they be compared at a glance. */
export function scaleOf({ passes }: DemoResult): Scale {
  const buckets = passes
    .flatMap(({ classes }) => classes.flatMap((result) => MEASURES.map((measure) => result[measure].histogram)))
    .flat();
  if (buckets.length === 0) return { first: 0, last: 1 };
  const first = Math.floor(Math.log10(Math.min(...buckets.map(({ fromMs }) => fromMs))));
  const last = Math.ceil(Math.log10(Math.max(...buckets.map(({ toMs }) => toMs))));
  return { first, last: Math.max(last, first + 1) };
}

/**
 * Draws the latencies of one size class as histograms, a row for each measure. The picture is as wide as the place that it has: it
 * is drawn in percent from left to right, so that letters keep their size, and in pixels from top to bottom.
 */
export function histograms(result: ClassResult, scale: Scale, { medium }: Pick<DemoResult, 'medium'>): string {
  const height = MEASURES.length * ROW + AXIS_HEIGHT;
  const label = `how the latencies of ${result.name} files are spread`;
  return `<svg class="spread" style="height:${height}px" role="img" aria-label="${escapeText(label)}">
${axis(scale, MEASURES.length * ROW)}
${MEASURES.map((measure, row) => rowOf(measure, measureTitle(measure, medium), result[measure], scale, row * ROW)).join('\n')}
</svg>`;
}

function rowOf(measure: MeasureName, title: string, latency: LatencySummary, scale: Scale, top: number): string {
  const { histogram, count, p50Ms, p99Ms } = latency;
  const base = top + TITLE_HEIGHT + BARS_HEIGHT;
  const most = Math.max(...histogram.map((bucket) => bucket.count));
  const bars = histogram
    .filter((bucket) => bucket.count > 0)
    .map((bucket) => {
      const [left, right] = [position(bucket.fromMs, scale), position(bucket.toMs, scale)];
      const height = Math.max(1.5, (bucket.count / most) * BARS_HEIGHT);
      const says = `${bucket.fromMs} to ${bucket.toMs} ms: ${grouped(bucket.count)}`;
      return `<rect class="${measure}" x="${left.toFixed(2)}%" y="${(base - height).toFixed(1)}" width="${(right - left - GAP).toFixed(2)}%" height="${height.toFixed(1)}"><title>${says}</title></rect>`;
    });
  const marks = count === 0 ? '' : mark('p50', p50Ms, scale, top, base) + mark('p99', p99Ms, scale, top, base);
  const number = count === 0 ? 'nothing measured' : `${grouped(count)} ${count === 1 ? 'file' : 'files'}`;
  return `<text x="0" y="${top + 13}">${escapeText(title)}</text><text class="quiet" x="100%" y="${top + 13}" text-anchor="end">${number}</text>
<line class="axis" x1="0" x2="100%" y1="${base + 0.5}" y2="${base + 0.5}"/>${bars.join('')}${marks}`;
}

function mark(kind: 'p50' | 'p99', value: number, scale: Scale, top: number, base: number): string {
  const title = `<title>${kind} ${value.toFixed(2)} ms</title>`;
  return upright(kind, position(value, scale), top + TITLE_HEIGHT - 1, base + 4, title);
}

function axis({ first, last }: Scale, top: number): string {
  const decades = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return decades
    .map((decade) => {
      const x = position(10 ** decade, { first, last });
      const anchor = decade === first ? 'start' : decade === last ? 'end' : 'middle';
      return `${upright('axis', x, TITLE_HEIGHT, top)}<text class="quiet" x="${x.toFixed(2)}%" y="${top + 16}" text-anchor="${anchor}">${time(decade)}</text>`;
    })
    .join('');
}

function upright(kind: string, at: number, top: number, bottom: number, content = ''): string {
  const x = `${at.toFixed(2)}%`;
  return `<line class="${kind}" x1="${x}" x2="${x}" y1="${top}" y2="${bottom}">${content}</line>`;
}

/** In percent of the width. */
function position(ms: number, { first, last }: Scale): number {
  const share = (Math.log10(ms) - first) / (last - first);
  return Math.min(1, Math.max(0, share)) * 100;
}

/** 0.1 ms, 10 ms, 1 s */
function time(decade: number): string {
  return decade < 3 ? `${Number((10 ** decade).toPrecision(1))} ms` : `${10 ** (decade - 3)} s`;
}
