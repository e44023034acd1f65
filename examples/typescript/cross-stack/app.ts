#!/usr/bin/env node
import { App, CfnOutput, CrossStackReferences, Duration, ReferenceStrength, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  type IS3FilesAccessPoint,
  KafkaCluster,
  KafkaToS3FilesIngest,
  MountAccess,
  S3FilesFileSystem,
} from 'cdk-s3files';
import type { Construct } from 'constructs';

/** The stack that stays: it has the VPC, the bucket and the file system. */
class FilesStack extends Stack {
  readonly vpc: ec2.IVpc;
  readonly accessPoint: IS3FilesAccessPoint;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 0 });
    const fileSystem = new S3FilesFileSystem(this, 'Files', {
      vpcConfiguration: { vpc: this.vpc },
      synchronizationConfiguration: { dataExpiration: Duration.days(1) },
    });
    this.accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });
  }
}

/** The stack that writes. */
class IngestStack extends Stack {
  constructor(scope: Construct, id: string, { vpc, accessPoint }: FilesStack) {
    super(scope, id);
    const setting = (name: string, otherwise: string): string => this.node.tryGetContext(name) ?? otherwise;

    const cluster = KafkaCluster.confluentCloud({
      bootstrapServers: [setting('bootstrapServers', 'pkc-00000.eu-central-1.aws.confluent.cloud:9092')],
      credentials: Secret.fromSecretNameV2(this, 'Credentials', setting('secret', 'kafka/credentials')),
    });
    new KafkaToS3FilesIngest(this, 'Ingest', {
      vpc,
      cluster,
      topic: 'orders',
      consumerGroupId: 'orders-to-s3-files',
      accessPoint,
    });
  }
}

/** The stack that reads: a function of another team. It can be deployed and deleted by itself. */
class ReaderStack extends Stack {
  constructor(scope: Construct, id: string, { vpc, accessPoint }: FilesStack) {
    super(scope, id);
    const reader = new lambda.Function(this, 'Reader', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(
        "exports.handler = async () => require('node:fs').readdirSync('/mnt/events', { recursive: true }).length;",
      ),
      timeout: Duration.minutes(5),
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    });
    accessPoint.attachToFunction(reader, { mountPath: '/mnt/events', access: MountAccess.READ });
    new CfnOutput(this, 'ReaderFunction', { value: reader.functionName });
  }
}

const app = new App();
CrossStackReferences.of(app).consume(ReferenceStrength.STRONG); // what others mount cannot be deleted under them
const files = new FilesStack(app, 'EventFiles');
new IngestStack(app, 'EventIngest', files);
new ReaderStack(app, 'EventReader', files);
