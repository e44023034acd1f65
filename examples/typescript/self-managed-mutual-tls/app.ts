#!/usr/bin/env node
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { KafkaAuthentication, KafkaCluster, KafkaToS3FilesIngest, S3FilesReplayer } from 'cdk-s3files';
import type { Construct } from 'constructs';

/** Brokers of your own that know clients by their certificates, and have certificates of a private authority themselves. */
class MutualTlsStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const setting = (name: string, otherwise: string): string => this.node.tryGetContext(name) ?? otherwise;

    const vpc = ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: setting('vpc', 'vpc-0123456789abcdef0'),
      availabilityZones: setting('zones', 'eu-central-1a,eu-central-1b').split(','),
      privateSubnetIds: setting('subnets', 'subnet-0123456789abcdef0,subnet-0123456789abcdef1').split(','),
      privateSubnetRouteTableIds: setting('routeTables', 'rtb-0123456789abcdef0,rtb-0123456789abcdef1').split(','),
    });
    // {"certificate": "<PEM>", "privateKey": "<PEM>"}, with "privateKeyPassword" if the key has one
    const client = Secret.fromSecretNameV2(this, 'Client', setting('clientSecret', 'kafka/client'));
    // {"certificate": "<PEM>"}
    const authority = Secret.fromSecretNameV2(this, 'Authority', setting('authoritySecret', 'kafka/authority'));

    const cluster = KafkaCluster.selfManaged({
      bootstrapServers: setting('bootstrapServers', 'kafka-1.example.com:9094,kafka-2.example.com:9094').split(','),
      authentication: KafkaAuthentication.mutualTls(client),
      rootCaCertificate: authority,
      vpc,
      securityGroups: [
        ec2.SecurityGroup.fromSecurityGroupId(this, 'Brokers', setting('brokers', 'sg-0123456789abcdef0')),
      ],
    });
    const ingest = new KafkaToS3FilesIngest(this, 'Ingest', {
      vpc,
      cluster,
      topic: 'orders',
      consumerGroupId: 'orders-to-s3-files',
    });
    const replayer = new S3FilesReplayer(this, 'Replayer', {
      vpc,
      cluster,
      topic: 'orders-replay',
      accessPoint: ingest.accessPoint,
    });

    new CfnOutput(this, 'Workflow', { value: replayer.workflow.stateMachineArn });
  }
}

new MutualTlsStack(new App(), 'SelfManagedMutualTls');
