import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { PERIOD } from '../conditions';
import { HEIGHT, THIRD } from './sizes';

/** The time that invocations take beside the timeout, which of them fail, and how many run at the same time. */
export function functionWidgets(fn: lambda.Function, name: string): cloudwatch.IWidget[] {
  const { timeout } = fn;
  return [
    new cloudwatch.GraphWidget({
      title: `${name}: duration`,
      width: THIRD,
      height: HEIGHT,
      left: [cloudwatch.Stats.p(50), cloudwatch.Stats.p(99), cloudwatch.Stats.MAXIMUM].map((statistic) =>
        fn.metricDuration({ statistic, label: statistic, period: PERIOD }),
      ),
      leftAnnotations:
        timeout && !timeout.isUnresolved()
          ? [{ value: timeout.toMilliseconds(), label: 'timeout', color: cloudwatch.Color.RED }]
          : undefined,
      leftYAxis: { label: 'ms', min: 0, showUnits: false },
    }),
    new cloudwatch.GraphWidget({
      title: `${name}: invocations, errors, throttles`,
      width: THIRD,
      height: HEIGHT,
      left: [
        fn.metricErrors({ label: 'errors', color: cloudwatch.Color.RED, period: PERIOD }),
        fn.metricThrottles({ label: 'throttles', color: cloudwatch.Color.ORANGE, period: PERIOD }),
      ],
      right: [fn.metricInvocations({ label: 'invocations', period: PERIOD })],
      leftYAxis: { min: 0, showUnits: false },
      rightYAxis: { min: 0, showUnits: false },
    }),
    new cloudwatch.GraphWidget({
      title: `${name}: at the same time`,
      width: THIRD,
      height: HEIGHT,
      left: [
        fn.metric('ConcurrentExecutions', {
          statistic: cloudwatch.Stats.MAXIMUM,
          label: 'invocations',
          period: PERIOD,
        }),
      ],
      leftYAxis: { min: 0, showUnits: false },
    }),
  ];
}
