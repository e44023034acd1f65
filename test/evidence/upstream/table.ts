import { readFileSync } from 'node:fs';
import { type Outcome, outcomeOf } from './outcome';
import type { Row } from './row';

/** The outcomes of a row. */
export interface Comparison {
  readonly asked: string;
  readonly upstream: Outcome;
  readonly ours: Outcome;
}

export function compare({ asked, upstream, ours }: Row): Comparison {
  return { asked, upstream: outcomeOf(upstream), ours: outcomeOf(ours) };
}

const mark = ({ works, text }: Outcome) => `${works ? '✓' : '✗'} ${text}`;

export function table(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ asked, upstream, ours }) => [asked, mark(upstream), mark(ours)]);
  return [['What is asked for', `aws-cdk-lib ${cdkVersion()} alone`, 'cdk-s3files'], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** The version of aws-cdk-lib that this run uses, which is another one when the newest is tried. */
function cdkVersion(): string {
  return JSON.parse(readFileSync(require.resolve('aws-cdk-lib/package.json'), 'utf8')).version;
}
