import { type DemoResult, MEASURES, type MeasureName, measureTitle } from './results';
import { escapeText } from './text';

/** Close to the width of a phone, so that letters are not made smaller there. */
const WIDTH = 400;
const LABEL_WIDTH = 62; // after a bar, for its number
const BAR_HEIGHT = 15;
const BAR_STEP = 19;
const GROUP_TITLE = 24;
const GROUP_GAP = 12;
const LEGEND_STEP = 22;

/** Bars of the average latencies, by pass and size class. */
export function latencyChart({ passes, medium }: DemoResult): string {
  const groups = passes.flatMap(({ fidelity, classes }) =>
    classes.map((result) => ({ title: `${result.name} files, ${fidelity} pass`, result })),
  );
  const longest = Math.max(
    ...groups.flatMap(({ result }) => MEASURES.map((measure) => result[measure].averageMs)),
    0.01,
  );
  const groupHeight = GROUP_TITLE + MEASURES.length * BAR_STEP + GROUP_GAP;
  const legendHeight = MEASURES.length * LEGEND_STEP + 8;
  const bars = groups.map(({ title, result }, index) => {
    const top = legendHeight + index * groupHeight;
    const drawn = MEASURES.map((measure, row) => {
      const { averageMs, count } = result[measure];
      const y = top + GROUP_TITLE + row * BAR_STEP;
      const width = Math.max(1, (averageMs / longest) * (WIDTH - LABEL_WIDTH));
      const number = `<text x="${(width + 6).toFixed(1)}" y="${y + 12}">${count === 0 ? 'none' : averageMs.toFixed(2)}</text>`;
      return `<rect class="${measure}" x="0.5" y="${y}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" rx="2"/>${number}`;
    });
    return `<text class="title" x="0" y="${top + 16}">${escapeText(title)}</text>${drawn.join('')}`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${legendHeight + groups.length * groupHeight}" role="img" aria-label="average latencies in milliseconds">
${MEASURES.map((measure, index) => legend(measure, measureTitle(measure, medium), index)).join('')}
${bars.join('\n')}
</svg>`;
}

function legend(measure: MeasureName, title: string, index: number): string {
  const y = index * LEGEND_STEP;
  return `<rect class="${measure}" x="0.5" y="${y + 2.5}" width="13" height="13" rx="2"/><text x="22" y="${y + 14}">${escapeText(title)}</text>`;
}
