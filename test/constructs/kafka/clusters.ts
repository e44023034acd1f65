import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Stack } from 'aws-cdk-lib/core';
import { KafkaAuthentication, KafkaCluster, type MskClusterProps, type SelfManagedClusterProps } from '../../../src';

export const MSK_ARN = 'arn:aws:kafka:eu-central-1:123456789012:cluster/orders/0a1b2c3d-4e5f-1';

/**
 * The resources that the clusters of these tests refer to. They are imported by name, so that expectations can spell
 * out their ARNs.
 */
export class Surroundings {
  public readonly vpc: ec2.IVpc;
  public readonly brokers: ec2.ISecurityGroup;
  public readonly credentials: secretsmanager.ISecret;
  /** Credentials in the form that Amazon MSK requires. */
  public readonly mskCredentials: secretsmanager.ISecret;
  public readonly rootCaCertificate: secretsmanager.ISecret;

  constructor(stack: Stack) {
    this.vpc = ec2.Vpc.fromVpcAttributes(stack, 'ClusterVpc', {
      vpcId: 'vpc-0cluster',
      availabilityZones: ['a', 'b'],
      privateSubnetIds: ['subnet-0a', 'subnet-0b'],
    });
    this.brokers = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Brokers', 'sg-0123456789abcdef0');
    this.credentials = secret(stack, 'credentials');
    this.mskCredentials = secret(stack, 'AmazonMSK_credentials');
    this.rootCaCertificate = secret(stack, 'root-ca');
  }

  public msk(props: Partial<MskClusterProps> = {}): KafkaCluster {
    return KafkaCluster.msk({
      clusterArn: MSK_ARN,
      vpc: this.vpc,
      securityGroups: [this.brokers],
      authentication: KafkaAuthentication.iam(),
      ...props,
    });
  }

  public selfManaged(props: Partial<SelfManagedClusterProps> = {}): KafkaCluster {
    return KafkaCluster.selfManaged({
      bootstrapServers: ['b-1.example.com:9096', 'b-2.example.com:9096'],
      authentication: KafkaAuthentication.saslScram512(this.credentials),
      ...props,
    });
  }
}

export function secretArn(name: string): string {
  return `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;
}

function secret(stack: Stack, name: string): secretsmanager.ISecret {
  return secretsmanager.Secret.fromSecretCompleteArn(stack, `Secret-${name}`, secretArn(name));
}
