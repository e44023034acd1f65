import type { ClassResult, DemoResult } from './results';
import { escapeText } from './text';

const WIDTH = 480;
const LABEL_WIDTH = 64; // after a bar, for its number
const BAR_HEIGHT = 16;
const BAR_STEP = 20;
const GROUP_TITLE = 24;
const GROUP_GAP = 12;
const LEGEND_STEP = 22;

interface Series {
  readonly kind: 'write' | 'first' | 'second';
  readonly title: string;
  readonly averageMs: (result: ClassResult) => number;
}

/** Bars of the average latencies, by pass and size class. */
export function latencyChart({ passes, medium }: DemoResult): string {
  const series: readonly Series[] = [
    { kind: 'write', title: 'write', averageMs: ({ write }) => write.averageMs },
    { kind: 'first', title: medium.firstRead, averageMs: ({ firstRead }) => firstRead.averageMs },
    { kind: 'second', title: medium.secondRead, averageMs: ({ secondRead }) => secondRead.averageMs },
  ];
  const groups = passes.flatMap(({ fidelity, classes }) =>
    classes.map((result) => ({ title: `${result.name} files, ${fidelity} pass`, result })),
  );
  const longest = Math.max(...groups.flatMap(({ result }) => series.map(({ averageMs }) => averageMs(result))), 0.01);
  const groupHeight = GROUP_TITLE + series.length * BAR_STEP + GROUP_GAP;
  const legendHeight = series.length * LEGEND_STEP + 8;
  const bars = groups.map(({ title, result }, index) => {
    const top = legendHeight + index * groupHeight;
    const drawn = series.map(({ kind, averageMs }, row) => {
      const value = averageMs(result);
      const y = top + GROUP_TITLE + row * BAR_STEP;
      const width = Math.max(1, (value / longest) * (WIDTH - LABEL_WIDTH));
      const number = `<text x="${(width + 6).toFixed(1)}" y="${y + 13}">${value.toFixed(2)}</text>`;
      return `<rect class="${kind}" x="0" y="${y}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" rx="2"/>${number}`;
    });
    return `<text class="title" x="0" y="${top + 16}">${escapeText(title)}</text>${drawn.join('')}`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${legendHeight + groups.length * groupHeight}" role="img" aria-label="average latencies in milliseconds">
${series.map(legend).join('')}
${bars.join('\n')}
</svg>`;
}

function legend({ kind, title }: Series, index: number): string {
  const y = index * LEGEND_STEP;
  return `<rect class="${kind}" x="0" y="${y + 2}" width="14" height="14" rx="2"/><text x="22" y="${y + 14}">${escapeText(title)}</text>`;
}
