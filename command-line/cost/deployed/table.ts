import type { Span } from '../../aws/cloudwatch';
import { count, dollars, number, time } from '../../terminal/words';
import { aligned, byPrices } from '../table';
import type { DeployedBill, FunctionBill } from './deployed';
import type { Line } from './lines';

/** The costs that no metric tells, in any deployment. */
const NEVER_SEEN = [
  'objects of earlier months and versions of objects',
  'other clients of the mount',
  'starts of the functions',
  'secrets',
  "replays' state transitions and their bucket",
  'NAT gateways',
  'alarms and dashboards',
  'brokers',
  'data that leaves AWS',
];

/** From this on it is said that there may be data of a part of the time only. */
const LATE = 1.1;

interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

export function linesOfDeployed({ span, functions, shared, total, unseen }: DeployedBill, days: number): string[] {
  const sections: Section[] = functions.map((bill) => ({ title: titleOf(bill, span, days), lines: bill.lines }));
  if (shared.length > 0) {
    sections.push({ title: 'log groups and file systems', lines: shared });
  }
  const all = sections.flatMap(({ lines }) => lines);
  const rows = aligned([
    ...all.map(({ meter, dollars: sum, note }) => [meter.name, dollars(sum), note] as const),
    ['total', dollars(total), ''],
  ]);
  return [
    `a month like the last ${count(days, 'day')}, from ${time(span.from)} to ${time(span.to)}`,
    ...sections.flatMap(({ title, lines }) => [title, ...rows.splice(0, lines.length)]),
    ...rows,
    ...unseen.map((what) => `not seen: ${what}`),
    `not counted, as metrics do not tell: ${NEVER_SEEN.join(', ')}`,
    ...byPrices(all.flatMap(({ meter }) => meter.prices)),
  ];
}

function titleOf({ name, recordsWritten, recordsPublished, since }: FunctionBill, span: Span, days: number): string {
  if (since === undefined) {
    return `${name}: no data of these days`;
  }
  const records = [
    ...(recordsWritten > 0
      ? [`${count(recordsWritten, 'record')} written, ${number(recordsWritten / days)} a day`]
      : []),
    ...(recordsPublished > 0 ? [`${count(recordsPublished, 'record')} published`] : []),
  ];
  const times = (span.to - span.from) / (span.to - since);
  const late = `nothing before ${time(since)}: if it was not deployed then, all but the metrics costs ${times.toFixed(1)} times as much`;
  return `${name}: ${[...(records.length === 0 ? ['no records'] : records), ...(times < LATE ? [] : [late])].join('; ')}`;
}
