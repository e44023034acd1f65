import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { S3FilesAlarmSeverity } from './alarm-options';
import type { S3FilesMonitoringAlarms } from './monitoring-alarms';

/** The metric that an alarm looks at, and the value from which on it is raised. */
export interface Condition {
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  readonly comparison: cloudwatch.ComparisonOperator;
}

/** One line of the table of alarms. */
export interface AlarmRow<Subject> {
  /** The id of the alarm. Its heading among the runbooks has the same words: `LagGrowing` is `#lag-growing`. */
  readonly id: Capitalize<keyof S3FilesMonitoringAlarms>;
  /** The matter, as a sentence without an end. */
  readonly says: string;
  /** The page of the runbook. */
  readonly page: string;
  readonly severity: S3FilesAlarmSeverity;
  /** The least and the largest threshold that mean something. */
  readonly range: readonly [number, number];
  readonly threshold: number;
  /** The number of periods in which the threshold must be reached, and the number of periods that are looked at. */
  readonly window: readonly [number, number];
  /** The most periods that CloudWatch looks at, where one is not 5 minutes or less. */
  readonly mostPeriods?: number;
  readonly missing: cloudwatch.TreatMissingData;
  /** Makes the condition; undefined if nothing publishes a metric that it needs. */
  readonly when: (subject: Subject, threshold: number) => Condition | undefined;
}

export const UNBOUNDED = Number.POSITIVE_INFINITY;

export const ONCE = [1, 1] as const;
/**
 * A window for a condition that lasts. One that passes within 5 minutes raises no alarm, and a single gap does not end
 * it.
 */
export const LASTING = [2, 3] as const;
export const THROUGHOUT = [3, 3] as const;
/** A window so long that a period which comes late is not taken for a gap. */
export const SIX_TIMES = [6, 6] as const;
/** A window of half an hour. One of six rises may be missing, since a value that comes late looks like a fall. */
export const RISING = [5, 6] as const;

/** Counts are sent where there is something to count: none is good news. */
export const NONE_IS_GOOD = cloudwatch.TreatMissingData.NOT_BREACHING;
/** A missing value leaves the state unknown, and the alarm shows it as such. */
export const NONE_IS_UNKNOWN = cloudwatch.TreatMissingData.MISSING;
/** A missing value counts as bad: nothing measures any more, so that a failure would not be noticed. */
export const NONE_IS_BAD = cloudwatch.TreatMissingData.BREACHING;
/** A missing value leaves the alarm as it was. */
export const NONE_IS_AS_BEFORE = cloudwatch.TreatMissingData.IGNORE;

/** The settings of a count of events: one is enough, and no data means none. */
export const COUNTED = { range: [1, UNBOUNDED], threshold: 1, missing: NONE_IS_GOOD } as const;

export function atLeast(metric: cloudwatch.IMetric, threshold: number): Condition {
  return { metric, threshold, comparison: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD };
}

export function above(metric: cloudwatch.IMetric, threshold: number): Condition {
  return { metric, threshold, comparison: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD };
}
