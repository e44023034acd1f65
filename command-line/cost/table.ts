import type { Known } from '../../src/contract/prices';
import { bytes, count, dollars } from '../terminal/words';
import type { Calculation } from './calculation';
import type { Figures } from './figures';
import { METERS, REPLAY_PRICES } from './meters';

const PAGE = 'https://github.com/cdk-s3files/cdk-s3files/blob/main/docs/explanation/cost.md';

/** One row of the printed table: a meter, its cost, and the figures behind it. */
export type Row = readonly [name: string, sum: string, note: string];

export function linesOf(figures: Figures, { month, replay }: Calculation): string[] {
  const { recordsPerDay, valueBytes, topics, partitions } = figures;
  const used = METERS.filter(({ part }) => month[part] > 0 || part === 'pollers');
  const amounts = used.map(
    ({ part, name }): Row => [name, month[part] === 0 ? '$0.00' : dollars(month[part]), noteOf(part, figures, month)],
  );
  return [
    `a month of ${count(recordsPerDay, 'record')} a day of ${bytes(valueBytes)}, in ${count(topics, 'topic')} with ${count(partitions, 'partition')}${topics > 1 ? ' each' : ''}`,
    ...aligned([...amounts, ['total', dollars(month.total), '']]),
    `a replay of that month, once its data has left fast storage: ${dollars(replay.total)}`,
    `not counted: brokers, data that leaves AWS${figures.natGateways === 0 ? ', NAT gateways' : ', what goes through the NAT gateways'}, alarms and dashboards`,
    ...byPrices([...used.flatMap(({ prices }) => prices), ...REPLAY_PRICES]),
  ];
}

/** A line for each row, whose columns stand below each other. */
export function aligned(rows: readonly Row[]): string[] {
  const [names, sums] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map(([name, sum, note]) => `  ${name.padEnd(names ?? 0)}  ${sum.padStart(sums ?? 0)}  ${note}`.trimEnd());
}

/** Each price once, with its day and its source. */
export function byPrices(prices: readonly Known[]): string[] {
  return [
    '',
    'by these prices of us-east-1, in US dollars; other Regions have others:',
    ...[...new Set(prices)].map(
      ({ what, value, unit, source, read, secondHand }) =>
        `  ${decimal(value).padEnd(12)} for each ${unit}: ${what} (${source}, ${read}${secondHand ? ', as others quote it' : ''})`,
    ),
    `what is assumed: ${PAGE}#what-is-assumed`,
  ];
}

function noteOf(
  part: (typeof METERS)[number]['part'],
  figures: Figures,
  { filesPerDay, bytesPerFile }: Calculation['month'],
): string {
  switch (part) {
    case 'operations':
      return `${count(filesPerDay, 'file')} a day of ${bytes(bytesPerFile)}, each created, written, renamed and exported`;
    case 'fastStorage':
      return `for ${count(figures.expirationDays, 'day')}`;
    case 'pollers':
      return figures.pollers === 0
        ? 'on demand'
        : `${count(figures.pollers, 'poller')} of each topic at least${figures.sharedPollers ? ', in one group' : ''}`;
    case 'bucket':
      return `the records of ${count(figures.monthsKept, 'month')}`;
    default:
      return '';
  }
}

function decimal(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 10 });
}
