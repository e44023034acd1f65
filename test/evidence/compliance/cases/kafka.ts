import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { KafkaDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Duration, Size, type Stack } from 'aws-cdk-lib/core';
import {
  Compression,
  FileLayout,
  KafkaAuthentication,
  type KafkaCluster,
  KafkaToS3FilesIngest,
  RecordFormat,
  S3FilesReplayer,
} from '../../../../src';
import { Surroundings } from '../../../constructs/kafka/clusters';
import { newVpcWithPublicSubnets } from '../../../constructs/support/stacks';
import { type Case, inStack } from '../case';

function pipeline(stack: Stack, cluster: KafkaCluster, vpc: ec2.IVpc): void {
  const { accessPoint } = new KafkaToS3FilesIngest(stack, 'Ingest', {
    vpc,
    cluster,
    topics: ['orders', 'returns'],
    layout: FileLayout.segments({ maxFileSize: Size.mebibytes(16) }),
    format: RecordFormat.envelope(),
    compression: Compression.ZSTD,
    filters: [lambda.FilterCriteria.filter({ value: { kind: lambda.FilterRule.exists() } })],
    onFailure: new KafkaDlq('failed'),
    retryAttempts: 3,
    maxRecordAge: Duration.hours(1),
    bisectBatchOnError: true,
    metricsConfig: { metrics: [lambda.MetricType.KAFKA_METRICS] },
    logLevel: lambda.EventSourceMappingLogLevel.WARN,
  });
  new S3FilesReplayer(stack, 'Replayer', { accessPoint, vpc, cluster, topic: 'orders-replay' });
}

export const KAFKA_CASES: readonly Case[] = [
  inStack('Amazon MSK, by AWS IAM, every option of the event source', (stack) => {
    const vpc = newVpcWithPublicSubnets(stack);
    const brokers = new ec2.SecurityGroup(stack, 'BrokerGroup', { vpc });
    const cluster = new Surroundings(stack).msk({ vpc, securityGroups: [brokers] });
    return () => pipeline(stack, cluster, vpc);
  }),

  inStack('a self-managed cluster inside the VPC, by mutual TLS', (stack) => {
    const vpc = newVpcWithPublicSubnets(stack);
    const given = new Surroundings(stack);
    const { brokers, rootCaCertificate } = given;
    const authentication = KafkaAuthentication.mutualTls(given.credentials);
    const cluster = given.selfManaged({ vpc, securityGroups: [brokers], authentication, rootCaCertificate });
    return () => pipeline(stack, cluster, vpc);
  }),

  inStack('a self-managed cluster over the internet, by tokens of AWS STS', (stack) => {
    const vpc = newVpcWithPublicSubnets(stack);
    const authentication = KafkaAuthentication.iamOauthBearer({ audience: 'kafka.example.com' });
    const cluster = new Surroundings(stack).selfManaged({ authentication });
    return () => pipeline(stack, cluster, vpc);
  }),
];
