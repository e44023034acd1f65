import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { DailyCosts } from '../daily-costs';
import { FULL, HEIGHT } from './sizes';

const OF_TOTAL = 6;

/** US dollars a day: by what they are for, over two weeks, and of the last day. */
export function costWidgets({ parts, total }: DailyCosts, asOf: string): cloudwatch.IWidget[] {
  return [
    new cloudwatch.GraphWidget({
      title: `US dollars a day, at the prices of ${asOf}`,
      width: FULL - OF_TOTAL,
      height: HEIGHT,
      left: [...parts],
      stacked: true,
      start: '-P14D',
      leftYAxis: { label: 'US dollars', min: 0, showUnits: false },
    }),
    new cloudwatch.SingleValueWidget({
      title: 'US dollars, all together',
      width: OF_TOTAL,
      height: HEIGHT,
      metrics: [total],
      start: '-P2D',
    }),
  ];
}
