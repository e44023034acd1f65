import { type DemoResult, isEqual, stepOf } from './results';
import type { Step, StepKind } from './steps';
import { escapeText, grouped, megabytes, rateOf } from './text';

const WIDTH = 420;
const LEFT = 34; // room for the line that compares the two topics
const BOX_HEIGHT = 82;
const GAP = 30;

interface Station {
  readonly title: string;
  readonly lines: readonly [string, string];
}

/** The way of a record from the topic to files and back, with what was measured at each station. */
export function flowPicture(result: DemoResult): string {
  const stations = stationsOf(result);
  const height = stations.length * (BOX_HEIGHT + GAP) - GAP + 2;
  const label = stations.map(({ title }) => title).join(', then ');
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeText(label)}">
${stations.map((station, index) => box(station, index * (BOX_HEIGHT + GAP) + 1)).join('\n')}
${stations
  .slice(1)
  .map((_, index) => arrow((index + 1) * (BOX_HEIGHT + GAP) - GAP + 1))
  .join('\n')}
${comparison(result, height)}
</svg>`;
}

function stationsOf(result: DemoResult): Station[] {
  const { sourceTopic, replayTopic, partitions, batchSize, records, valueBytes, passes } = result;
  const each = (text: (pass: DemoResult['passes'][number]) => string) => passes.map(text).join(' / ');
  const ofStep = (kind: StepKind, text: (step: Step) => string) => each((pass) => text(stepOf(pass, kind)));
  const rate = ({ records: count, seconds }: Step) => rateOf(count, seconds);
  const time = ({ seconds }: Step) => seconds.toFixed(1);
  const [first] = passes;
  const files = first.classes.map(({ name, files: count }) => `${grouped(count)} ${name}`).join(', ');
  const mb = (pass: DemoResult['passes'][number]) => megabytes(pass.classes.reduce((sum, { bytes }) => sum + bytes, 0));
  return [
    {
      title: `topic ${sourceTopic}`,
      lines: [`${grouped(records)} records, ${megabytes(valueBytes)} MB`, `${partitions} partitions`],
    },
    {
      title: 'event source mapping',
      lines: [
        `invocations: ${ofStep('ingest', ({ invocations }) => grouped(invocations.length))}`,
        `at most ${batchSize} records and 6 MB each`,
      ],
    },
    {
      title: 'ingest handler',
      lines: [`${ofStep('ingest', rate)} records/s`, `${ofStep('ingest', time)} s`],
    },
    { title: 'files', lines: [files, `${each(mb)} MB`] },
    {
      title: 'replayer handler',
      lines: [`${ofStep('publish', rate)} records/s, publishing`, `${ofStep('publish', time)} s`],
    },
    {
      title: `topic ${replayTopic}`,
      lines: [
        `${ofStep('publish', ({ records: count }) => grouped(count))} records`,
        `passes: ${each(({ fidelity }) => fidelity)}`,
      ],
    },
  ];
}

function box({ title, lines }: Station, top: number): string {
  const text = (line: string, kind: string, y: number) =>
    `<text class="${kind}" x="${LEFT + 14}" y="${y}">${escapeText(line)}</text>`;
  return `<rect class="box" x="${LEFT}" y="${top}" width="${WIDTH - LEFT - 1}" height="${BOX_HEIGHT}" rx="8"/>
${text(title, 'title', top + 26)}${text(lines[0], '', top + 48)}${text(lines[1], 'quiet', top + 69)}`;
}

function arrow(top: number): string {
  const x = (WIDTH + LEFT) / 2;
  const end = top + GAP;
  return `<path class="arrow" d="M${x} ${top}V${end - 8}"/><path class="tip" d="M${x - 6} ${end - 9}h12l-6 8z"/>`;
}

/** The line from the last topic back to the first: what came back is held against what went in. */
function comparison(result: DemoResult, height: number): string {
  const kind = isEqual(result) ? 'good' : 'bad';
  const [top, bottom, x] = [BOX_HEIGHT / 2, height - BOX_HEIGHT / 2, 18];
  const words = isEqual(result) ? 'compared byte for byte: equal' : 'compared byte for byte: DIFFERENT';
  return `<path class="arrow ${kind}" d="M${LEFT} ${top}H${x}V${bottom}H${LEFT}"/>
<text class="${kind}" transform="translate(${x - 5} ${height / 2}) rotate(-90)" text-anchor="middle">${words}</text>`;
}
