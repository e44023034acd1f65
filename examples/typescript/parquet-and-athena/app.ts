#!/usr/bin/env node
import { App, CfnOutput, Size, Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  KafkaCluster,
  KafkaRecordsTable,
  KafkaToS3FilesIngest,
  RecordFormat,
  RecordsViewColumnType,
} from 'cdk-s3files';
import type { Construct } from 'constructs';

/** A topic as Parquet, and as a table and a view that Amazon Athena queries: new hours are there at once, without a crawler. */
class ParquetStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const setting = (name: string, otherwise: string): string => this.node.tryGetContext(name) ?? otherwise;

    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 0 }); // an ingest needs no way out
    const cluster = KafkaCluster.confluentCloud({
      bootstrapServers: [setting('bootstrapServers', 'pkc-00000.eu-central-1.aws.confluent.cloud:9092')],
      credentials: Secret.fromSecretNameV2(this, 'Credentials', setting('secret', 'kafka/credentials')),
    });
    const ingest = new KafkaToS3FilesIngest(this, 'Ingest', {
      vpc,
      cluster,
      topic: 'orders',
      consumerGroupId: 'orders-to-s3-files',
      format: RecordFormat.parquet(),
      layout: FileLayout.segments({
        directories: [FileDirectory.hiveTime(DirectoryTimeUnit.HOUR), FileDirectory.topicPartition()],
        maxFileSize: Size.mebibytes(32), // queries read few large files faster than many small ones
      }),
    });

    // Values such as {"customer": {"id": "acme"}, "total": 12.5}
    const table = new KafkaRecordsTable(this, 'Table', {
      ingest,
      databaseName: 'kafka',
      tableName: 'orders',
      startTime: new Date('2026-01-01T00:00:00Z'),
      view: {
        viewName: 'orders_view',
        columns: [
          { name: 'customer', path: 'customer.id' },
          { name: 'total', type: RecordsViewColumnType.DOUBLE },
        ],
      },
    });

    const analyst = new iam.Role(this, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
    table.grantRead(analyst); // this table and its objects, and no others
    const workGroup = new athena.CfnWorkGroup(this, 'WorkGroup', {
      name: 'kafka',
      workGroupConfiguration: { managedQueryResultsConfiguration: { enabled: true } }, // no bucket for results
    });
    analyst.addToPolicy(
      new iam.PolicyStatement({
        actions: ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults'],
        resources: [this.formatArn({ service: 'athena', resource: 'workgroup', resourceName: workGroup.name })],
      }),
    );

    new CfnOutput(this, 'AnalystRole', { value: analyst.roleArn });
  }
}

new ParquetStack(new App(), 'ParquetAndAthena');
