import { escapeText } from '../demo/text';
import type { WidgetProperties } from './dashboard';
import type { Line } from './lines';
import { STRETCH } from './metric-store';

/** The colors of lines, in the order in which CloudWatch gives them. */
const COLORS = [
  '#1f77b4',
  '#ff7f0e',
  '#2ca02c',
  '#d62728',
  '#9467bd',
  '#8c564b',
  '#e377c2',
  '#7f7f7f',
  '#bcbd22',
  '#17becf',
];

interface Drawn extends Line {
  readonly stroke: string;
  /** The points, in the order of time. Stacked lines stand upon each other. */
  readonly points: readonly (readonly [time: number, value: number])[];
}

/** A graph of lines over the time of the run. Labels are text of the page, so that they are legible at every width. */
export function graph(properties: WidgetProperties, lines: readonly Line[], end: number): string {
  const [first, ...others] = new Set(lines.map(({ missing }) => missing));
  if (first !== undefined && others.length === 0) return nothing(first, lines);
  const drawn = drawnOf(lines, properties.stacked === true, end);
  const annotations = properties.annotations?.horizontal ?? [];
  const tops = {
    left: topOf([...valuesOf(drawn, 'left'), ...annotations.map(({ value }) => value)], properties.yAxis?.left?.max),
    right: topOf(valuesOf(drawn, 'right'), properties.yAxis?.right?.max),
  };
  const hasRight = lines.some(({ axis }) => axis === 'right');
  const shapes = [
    ...[0, 50, 100].map((y) => `<path class="grid" d="M0 ${y}H100"/>`),
    ...annotations.map(({ value, color }) => {
      return `<path class="annotation" stroke="${color ?? 'currentColor'}" d="M0 ${height(value, tops.left)}H100"/>`;
    }),
    ...drawn.map((line) => shapeOf(line, tops[line.axis], end)),
  ];
  const marks = annotations.map(({ label, value, color }) => ({
    label: label ?? String(value),
    stroke: color ?? '',
    missing: numberText(value),
  }));
  const units = [properties.yAxis?.left?.label ?? '', hasRight ? (properties.yAxis?.right?.label ?? '') : ''];
  return `<div class="units">${units.map((unit) => `<span>${escapeText(unit)}</span>`).join('')}</div>
<div class="graph${hasRight ? ' two' : ''}">
${axisLabels('left', tops.left)}
<svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label="${escapeText(properties.title ?? 'graph')}">${shapes.join('')}</svg>
${hasRight ? axisLabels('right', tops.right) : ''}
<div class="times"><span>0 s</span><span>${seconds(end / 2)}</span><span>${seconds(end)}</span></div>
</div>
${legend([...drawn, ...marks])}`;
}

/** The newest value of each line, in large. */
export function singleValues(lines: readonly Line[]): string {
  const values = lines.map(({ label, series, missing }) => {
    const last = [...series.values()].at(-1);
    return `<div class="single"><b>${last === undefined ? '–' : numberText(last)}</b>${escapeText(label)}${missing === undefined ? '' : `<i>${missing}</i>`}</div>`;
  });
  return values.join('');
}

function drawnOf(lines: readonly Line[], stacked: boolean, end: number): Drawn[] {
  const below = new Map<number, number>();
  return lines.map((line, index) => {
    const points = [...line.series]
      .sort(([a], [b]) => a - b)
      .map(([time, value]): [number, number] => {
        const height = value + (stacked ? (below.get(time) ?? 0) : 0);
        if (stacked) below.set(time, height);
        return [time, height];
      });
    const [only] = points;
    // A single value is drawn over its period, which may be longer than the run.
    if (only && points.length === 1) points.push([Math.min(end, only[0] + line.period), only[1]]);
    return { ...line, points, stroke: line.color ?? (COLORS[index % COLORS.length] as string) };
  });
}

function shapeOf({ points, stroke, label, period }: Drawn, top: number, end: number): string {
  if (points.length === 0) return '';
  const at = points.map(([time, value]) => [((time / end) * 100).toFixed(2), height(value, top)] as const);
  // A line is broken where a period has no value, as CloudWatch breaks it.
  const path = at.map(([x, y], index) => {
    const before = points[index - 1];
    const joined = before !== undefined && (points[index] as readonly number[])[0] - before[0] <= period;
    return `${joined ? 'L' : 'M'}${x} ${y}`;
  });
  const dots = at.map(([x, y]) => `M${x} ${y}h0`);
  return `<g stroke="${stroke}"><title>${escapeText(label)}</title><path class="line" d="${path.join('')}"/><path class="dots" d="${dots.join('')}"/></g>`;
}

function valuesOf(lines: readonly Drawn[], axis: Line['axis']): number[] {
  return lines.filter((line) => line.axis === axis).flatMap(({ points }) => points.map(([, value]) => value));
}

/** The next round number above all values. */
export function topOf(values: readonly number[], given?: number): number {
  const most = Math.max(...values, 0);
  if (given !== undefined) return given;
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return Number(
    ([1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= most) ?? most).toPrecision(3),
  );
}

/** The distance from the top of the picture, in percent. A value outside the picture is drawn at its edge. */
function height(value: number, top: number): string {
  return (100 - Math.min(1, Math.max(0, value / top)) * 100).toFixed(2);
}

function axisLabels(side: 'left' | 'right', top: number): string {
  const values = [top, top / 2, 0].map((value) => `<span>${numberText(value)}</span>`);
  return `<div class="values ${side}">${values.join('')}</div>`;
}

/** No line has a value, all for the same reason. */
function nothing(reason: string, lines: readonly Line[]): string {
  const labels = lines.map(({ label }) => escapeText(label));
  return `<p class="nothing">${escapeText(reason)}</p><p class="quiet">${labels.join(', ')}</p>`;
}

function legend(lines: readonly Pick<Drawn, 'label' | 'stroke' | 'missing'>[]): string {
  const items = lines.map(({ label, stroke, missing }) => {
    return `<li><span style="background:${stroke}"></span>${escapeText(label)}${missing === undefined ? '' : ` <i>${escapeText(missing)}</i>`}</li>`;
  });
  return `<ul class="legend">${items.join('')}</ul>`;
}

/** The time of the run in seconds, not that of the dashboard, which runs slower. */
function seconds(time: number): string {
  return `${Number((time / STRETCH).toPrecision(3))} s`;
}

/** 0.0104, 350, 1,200, 900K */
export function numberText(value: number): string {
  const notation = value >= 100_000 ? 'compact' : 'standard';
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3, notation });
}
