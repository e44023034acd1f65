import { bytes, count, dollars } from '../terminal/words';
import type { Figures } from './figures';
import { METERS, REPLAY_PRICES } from './meters';
import type { Reckoning } from './reckoning';

const PAGE = 'https://github.com/cdk-s3files/cdk-s3files/blob/main/docs/explanation/cost.md';

export function linesOf(figures: Figures, { month, replay }: Reckoning): string[] {
  const { recordsPerDay, valueBytes, topics, partitions } = figures;
  const used = METERS.filter(({ part }) => month[part] > 0 || part === 'pollers');
  const amounts = used.map(({ part, name }): readonly [string, string, string] => [
    name,
    month[part] === 0 ? '$0.00' : dollars(month[part]),
    noteOf(part, figures, month),
  ]);
  const rows = [...amounts, ['total', dollars(month.total), ''] as const];
  const [names, sums] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return [
    `a month of ${count(recordsPerDay, 'record')} a day of ${bytes(valueBytes)}, in ${count(topics, 'topic')} with ${count(partitions, 'partition')}${topics > 1 ? ' each' : ''}`,
    ...rows.map(([name, sum, note]) => `  ${name.padEnd(names ?? 0)}  ${sum.padStart(sums ?? 0)}  ${note}`.trimEnd()),
    `a replay of that month, once its data has left fast storage: ${dollars(replay.total)}`,
    `not counted: brokers, data that leaves AWS${figures.natGateways === 0 ? ', NAT gateways' : ', what goes through the NAT gateways'}, alarms and dashboards`,
    '',
    'by these prices of us-east-1, in US dollars; other Regions have others:',
    ...[...used.flatMap(({ prices }) => prices), ...REPLAY_PRICES].map(
      ({ what, value, unit, source, read, secondHand }) =>
        `  ${decimal(value).padEnd(12)} for each ${unit}: ${what} (${source}, ${read}${secondHand ? ', as others quote it' : ''})`,
    ),
    `what is assumed: ${PAGE}#what-is-assumed`,
  ];
}

function noteOf(
  part: (typeof METERS)[number]['part'],
  figures: Figures,
  { filesPerDay, bytesPerFile }: Reckoning['month'],
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
