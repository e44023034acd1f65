#!/usr/bin/env node
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { KafkaAuthentication, KafkaCluster, KafkaToS3FilesIngest, S3FilesReplayer } from 'cdk-s3files';
import type { Construct } from 'constructs';

/** A topic of Amazon MSK as files, and back. AWS IAM decides who reads and who writes: there is no secret. */
class MskIamStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const setting = (name: string, otherwise: string): string => this.node.tryGetContext(name) ?? otherwise;

    const vpc = ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: setting('vpc', 'vpc-0123456789abcdef0'),
      availabilityZones: setting('zones', 'eu-central-1a,eu-central-1b').split(','),
      privateSubnetIds: setting('subnets', 'subnet-0123456789abcdef0,subnet-0123456789abcdef1').split(','),
      privateSubnetRouteTableIds: setting('routeTables', 'rtb-0123456789abcdef0,rtb-0123456789abcdef1').split(','),
    });
    const cluster = KafkaCluster.msk({
      clusterArn: setting(
        'cluster',
        'arn:aws:kafka:eu-central-1:111111111111:cluster/orders/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f-1',
      ),
      vpc,
      securityGroups: [
        ec2.SecurityGroup.fromSecurityGroupId(this, 'Brokers', setting('brokers', 'sg-0123456789abcdef0')),
      ],
      authentication: KafkaAuthentication.iam(),
    });

    // Its role may read `orders` by this consumer group alone. A mapping that is made anew goes on where the former was.
    const ingest = new KafkaToS3FilesIngest(this, 'Ingest', {
      vpc,
      cluster,
      topic: 'orders',
      consumerGroupId: 'orders-to-s3-files',
    });
    // Its role may write `orders-replay` alone. A custom resource looks the brokers up when this is deployed.
    const replayer = new S3FilesReplayer(this, 'Replayer', {
      vpc,
      cluster,
      topic: 'orders-replay',
      accessPoint: ingest.accessPoint,
    });

    new CfnOutput(this, 'Workflow', { value: replayer.workflow.stateMachineArn });
  }
}

new MskIamStack(new App(), 'MskIam');
