import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { ASSUMED, MINIMUMS } from '../contract/prices';
import type { KafkaToS3FilesIngest } from '../ingest/kafka-to-s3-files-ingest';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import type { S3FilesPrices } from './prices';
import { nameOf, type Watched } from './watched';

const DAY = Duration.days(1);
const HOURS_OF_DAY = 24;

/** The memory of a function whose template says nothing of it. */
const DEFAULT_MEMORY = 128;

type Prices = Required<S3FilesPrices>;

/** The daily costs of each part of a pipeline, in US dollars, by what it did on that day. */
export class DailyCosts {
  private readonly all: cloudwatch.MathExpression[] = [];

  /** @param from who shows the costs: constructs of another stack are named with it */
  constructor(
    { fileSystem, ingests, replayers }: Watched,
    private readonly prices: Prices,
    from: IConstruct,
  ) {
    if (fileSystem) {
      this.addStorage(fileSystem);
    }
    for (const ingest of ingests) {
      const name = nameOf(ingest, from);
      this.addFiles(ingest, name);
      if (ingest._publishes('EventPollerUnit')) {
        this.addPollers(ingest, name);
      }
      this.addFunction(ingest.function, name);
    }
    for (const replayer of replayers) {
      this.addFunction(replayer.function, nameOf(replayer, from));
    }
  }

  public get parts(): readonly cloudwatch.MathExpression[] {
    return this.all;
  }

  public get total(): cloudwatch.MathExpression {
    const ids = this.all.map((_, index) => `part${index}`);
    return new cloudwatch.MathExpression({
      expression: `SUM([${ids.join(', ')}])`,
      usingMetrics: Object.fromEntries(this.all.map((part, index) => [`part${index}`, part])),
      label: 'the last day',
      period: DAY,
    });
  }

  private addStorage(fileSystem: IS3FilesFileSystem): void {
    this.add(
      'fast storage',
      `BYTES * ${decimal(this.prices.fastStorageGigabyteMonth / ASSUMED.gigabyte / ASSUMED.daysOfMonth)}`,
      {
        BYTES: fileSystem.metricStorageBytes({ period: DAY }),
      },
    );
  }

  /**
   * Adds the cost of files. Each file is written once, read once for its export, and exported by one PUT. Its data
   * counts as 32 KiB at least, and each operation on metadata as 4 KiB.
   */
  private addFiles(ingest: KafkaToS3FilesIngest, name: string): void {
    const { writtenGigabyte, readGigabyte, putRequest } = this.prices;
    const { gigabyte, metadataWritesOfFile, metadataReadsOfFile } = ASSUMED;
    const byte = (writtenGigabyte + readGigabyte) / gigabyte;
    const metadata =
      (MINIMUMS.metadata.value * (metadataWritesOfFile * writtenGigabyte + metadataReadsOfFile * readGigabyte)) /
      gigabyte;
    const least = `FILES * ${MINIMUMS.data.value}`;
    this.add(
      `${name}: files`,
      `IF(BYTES > ${least}, BYTES, ${least}) * ${decimal(byte)} + FILES * ${decimal(metadata + putRequest)}`,
      {
        BYTES: ingest.metricBytesWritten({ period: DAY }),
        FILES: ingest.metricFilesWritten({ period: DAY }),
      },
    );
  }

  private addPollers(ingest: KafkaToS3FilesIngest, name: string): void {
    const price = HOURS_OF_DAY * this.prices.pollerUnitHour;
    // Of the whole ingest, by topic: an expression over expressions has ids of its own.
    ingest.topics.forEach((topic, index, { length }) => {
      this.add(length === 1 ? `${name}: pollers` : `${name}: pollers of ${topic}`, `UNITS * ${decimal(price)}`, {
        UNITS: ingest.metricEventPollerUnits({ topic: ingest.topics[index], period: DAY }),
      });
    });
  }

  private addFunction(fn: lambda.Function, name: string): void {
    const { defaultChild } = fn.node;
    const memory = (lambda.CfnFunction.isCfnFunction(defaultChild) && defaultChild.memorySize) || DEFAULT_MEMORY;
    const { functionGigabyteSecond, invocation } = this.prices;
    this.add(
      `${name}: function`,
      `DURATION * ${Tokenization.stringifyNumber(memory)} * ${decimal(functionGigabyteSecond / 1024 / 1000)} + CALLS * ${decimal(invocation)}`,
      {
        DURATION: fn.metricDuration({ statistic: cloudwatch.Stats.SUM, period: DAY }),
        CALLS: fn.metricInvocations({ period: DAY }),
      },
    );
  }

  /** @param expression with the names of the metrics in capital letters, which become ids that no other part has */
  private add(label: string, expression: string, metrics: Readonly<Record<string, cloudwatch.IMetric>>): void {
    const suffix = this.all.length;
    const idOf = (name: string): string => `${name.toLowerCase()}${suffix}`;
    const names = Object.keys(metrics);
    this.all.push(
      new cloudwatch.MathExpression({
        expression: names.reduce(
          (text, name) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), idOf(name)),
          expression,
        ),
        usingMetrics: Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [idOf(name), metric])),
        label,
        period: DAY,
      }),
    );
  }
}

/** Writes a number without an exponent, since no page says that CloudWatch takes one. */
function decimal(value: number): string {
  return value.toFixed(20).replace(/\.?0+$/, '');
}
