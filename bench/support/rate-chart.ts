import { escapeText } from '../demo/text';
import type { Comparison } from './comparison';

const WIDTH = 640;
const LABEL_WIDTH = 150; // after a bar, for its number
const BAR_HEIGHT = 14;
const BAR_STEP = 18;
const GROUP_TITLE = 22;
const GROUP_GAP = 12;
const LEGEND_STEP = 22;
const CEILING_TITLE = 'ceiling: what the latencies of the mount allow';

type Titles = Readonly<Record<'baseline' | 'ours', string>>;

const SERIES: readonly { kind: 'baseline' | 'ours' | 'ceiling'; rate: (outcome: Comparison) => number }[] = [
  { kind: 'baseline', rate: ({ baseline }) => baseline },
  { kind: 'ours', rate: ({ ours }) => ours },
  { kind: 'ceiling', rate: ({ ceiling }) => ceiling.recordsPerSecond },
];

const STYLE = `
svg { --page: #fbfbf9; --text: #1d2430; --baseline: #d9822b; --ours: #2f6fdb; --ceiling: #c5ccd6; }
@media (prefers-color-scheme: dark) {
  svg { --page: #14181f; --text: #e8ebf0; --baseline: #f0a95b; --ours: #7aa9ff; --ceiling: #3b4554; }
}
text { fill: var(--text); font: 13px system-ui, sans-serif; }
.title { font-weight: 600; }
.page { fill: var(--page); } .baseline { fill: var(--baseline); } .ours { fill: var(--ours); } .ceiling { fill: var(--ceiling); }
`;

/** Bars of records a second, on a logarithmic scale: what goes one by one would hardly be seen beside the others. */
export function rateChart(outcomes: readonly Comparison[], titles: Titles): string {
  const highest = Math.max(...outcomes.flatMap((outcome) => SERIES.map(({ rate }) => rate(outcome))), 10);
  const lengthOf = (rate: number) => Math.max(1, (Math.log10(rate) / Math.log10(highest)) * (WIDTH - LABEL_WIDTH));
  const groupHeight = GROUP_TITLE + SERIES.length * BAR_STEP + GROUP_GAP;
  const legendHeight = (SERIES.length + 1) * LEGEND_STEP;
  const groups = outcomes.map((outcome, index) => {
    const top = legendHeight + index * groupHeight;
    const bars = SERIES.map(({ kind, rate }, row) => {
      const value = rate(outcome);
      const y = top + GROUP_TITLE + row * BAR_STEP;
      const length = lengthOf(value);
      return `<rect class="${kind}" x="0" y="${y}" width="${length.toFixed(1)}" height="${BAR_HEIGHT}" rx="2"/><text x="${(length + 6).toFixed(1)}" y="${y + 12}">${number(kind, value, outcome)}</text>`;
    });
    return `<text class="title" x="0" y="${top + 15}">${escapeText(outcome.name)}</text>${bars.join('')}`;
  });
  const height = legendHeight + outcomes.length * groupHeight;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 ${WIDTH + 24} ${height + 24}" role="img" aria-label="records a second of each case">
<style>${STYLE}</style>
<rect class="page" x="-12" y="-12" width="${WIDTH + 24}" height="${height + 24}"/>
<text x="0" y="14">Records a second, on a logarithmic scale</text>
${SERIES.map(({ kind }, index) => legend(kind, kind === 'ceiling' ? CEILING_TITLE : titles[kind], index)).join('')}
${groups.join('\n')}
</svg>
`;
}

function number(kind: string, value: number, { ours, baseline }: Comparison): string {
  const digits = value < 100 ? value.toFixed(1) : value.toFixed(0);
  return kind === 'ours' ? `${digits} (${(ours / baseline).toFixed(1)} times)` : digits;
}

function legend(kind: string, title: string, index: number): string {
  const y = (index + 1) * LEGEND_STEP;
  return `<rect class="${kind}" x="0" y="${y + 2}" width="14" height="14" rx="2"/><text x="22" y="${y + 14}">${escapeText(title)}</text>`;
}
