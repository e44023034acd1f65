import { PRICES } from '../contract/prices';

/**
 * Prices in US dollars, by which the dashboard calculates what a day costs.
 *
 * The defaults are those of us-east-1. Other Regions have other prices: look them up, and give them with their date.
 */
export interface S3FilesPrices {
  /**
   * The day on which the prices were looked up, as it stands on the dashboard, such as `2027-01-31`.
   *
   * @default '2026-11-27'; needed where a price is given
   */
  readonly asOf?: string;

  /**
   * A gigabyte in fast storage for a month.
   *
   * @default 0.36
   * @see https://aws.amazon.com/blogs/aws/launching-s3-files-making-s3-buckets-accessible-as-file-systems/
   */
  readonly fastStorageGigabyteMonth?: number;

  /**
   * A gigabyte of data or metadata that is written.
   *
   * @default 0.07
   * @see https://aws.amazon.com/blogs/aws/launching-s3-files-making-s3-buckets-accessible-as-file-systems/
   */
  readonly writtenGigabyte?: number;

  /**
   * A gigabyte of data or metadata that is read. Exports count, too.
   *
   * @default 0.04
   * @see https://aws.amazon.com/blogs/aws/launching-s3-files-making-s3-buckets-accessible-as-file-systems/
   */
  readonly readGigabyte?: number;

  /**
   * An export: a PUT request of Amazon S3.
   *
   * @default 0.000005
   * @see https://aws.amazon.com/s3/pricing/
   */
  readonly putRequest?: number;

  /**
   * An event poller unit for an hour.
   *
   * @default 0.185
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-scaling-modes.html
   */
  readonly pollerUnitHour?: number;

  /**
   * An invocation of a function.
   *
   * @default 0.0000002
   * @see https://aws.amazon.com/lambda/pricing/
   */
  readonly invocation?: number;

  /**
   * A gigabyte of memory for a second that a function runs.
   *
   * @default 0.0000133334, which is that of arm64
   * @see https://aws.amazon.com/lambda/pricing/
   */
  readonly functionGigabyteSecond?: number;
}

/** The day of the last look-up of the prices below. The page of costs has all of them. */
export const DEFAULT_PRICES: Required<S3FilesPrices> = {
  asOf: '2026-11-27',
  fastStorageGigabyteMonth: PRICES.fastStorage.value,
  writtenGigabyte: PRICES.written.value,
  readGigabyte: PRICES.read.value,
  putRequest: PRICES.put.value,
  pollerUnitHour: PRICES.pollerUnit.value,
  invocation: PRICES.invocation.value,
  functionGigabyteSecond: PRICES.compute.value,
};
