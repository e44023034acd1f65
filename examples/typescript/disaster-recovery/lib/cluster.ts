import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { KafkaAuthentication, KafkaCluster } from 'cdk-s3files';
import type { Construct } from 'constructs';

/** A cluster inside the VPC; Amazon MSK and Confluent Cloud go the same way. */
export function clusterIn(scope: Construct, vpc: ec2.IVpc, bootstrapServers: string[]): KafkaCluster {
  return KafkaCluster.selfManaged({
    bootstrapServers,
    authentication: KafkaAuthentication.saslScram512(new Secret(scope, 'Credentials')),
    vpc,
    securityGroups: [new ec2.SecurityGroup(scope, 'Brokers', { vpc })],
  });
}
