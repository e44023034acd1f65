import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, Stack } from 'aws-cdk-lib/core';
import { type IS3FilesFileSystem, KafkaCluster, type S3FilesAccessPoint, S3FilesFileSystem } from '../../../src';
import type { Resources } from './difference';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f';
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret';

/**
 * A stack, and what its constructs are given. All of it is imported but for what was made anyway, so that a change of one
 * property changes nothing else.
 */
export class World {
  public readonly stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
  public readonly vpc = this.vpcNamed('one');

  /** Another VPC than `vpc`. */
  public get otherVpc(): ec2.IVpc {
    return this.vpcNamed('two');
  }

  public bucket(name: string): s3.IBucket {
    return s3.Bucket.fromBucketName(this.stack, `Bucket-${name}`, name);
  }

  public key(): kms.IKey {
    return kms.Key.fromKeyArn(this.stack, 'Key', KEY);
  }

  public logGroup(): logs.ILogGroup {
    return logs.LogGroup.fromLogGroupName(this.stack, 'Logs', 'given');
  }

  public secret(name: string): secretsmanager.ISecret {
    const id = `Secret-${name}`;
    const made = this.stack.node.tryFindChild(id) as secretsmanager.ISecret | undefined;
    return made ?? secretsmanager.Secret.fromSecretCompleteArn(this.stack, id, `${SECRET}:${name}-AbCdEf`);
  }

  public securityGroup(id: string): ec2.ISecurityGroup {
    const made = this.stack.node.tryFindChild(id) as ec2.ISecurityGroup | undefined;
    return made ?? ec2.SecurityGroup.fromSecurityGroupId(this.stack, id, `sg-0${id.toLowerCase()}`);
  }

  public cluster(servers = ['pkc-1.eu-central-1.aws.confluent.cloud:9092']): KafkaCluster {
    return KafkaCluster.confluentCloud({ bootstrapServers: servers, credentials: this.secret('confluent') });
  }

  public imported(id: string): IS3FilesFileSystem {
    const fileSystemId = `fs-0${id.toLowerCase()}`;
    const securityGroup = this.securityGroup(`Of${id}`);
    return S3FilesFileSystem.fromFileSystemAttributes(this.stack, id, { fileSystemId, securityGroup });
  }

  /** The access point of a file system of this stack. */
  public accessPoint(path = '/events'): S3FilesAccessPoint {
    const { vpc } = this;
    const made = this.stack.node.tryFindChild('Files') as S3FilesFileSystem | undefined;
    const files = made ?? new S3FilesFileSystem(this.stack, 'Files', { vpcConfiguration: { vpc } });
    return files.addAccessPoint(path.slice(1), { path });
  }

  public resources(): Resources {
    const assembly = (this.stack.node.root as App).synth();
    return assembly.getStackByName(this.stack.stackName).template.Resources ?? {};
  }

  private vpcNamed(name: string): ec2.IVpc {
    return ec2.Vpc.fromVpcAttributes(this.stack, `Vpc-${name}`, {
      vpcId: `vpc-0${name}`,
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      privateSubnetIds: [`subnet-0${name}a`, `subnet-0${name}b`],
      privateSubnetRouteTableIds: [`rtb-0${name}a`, `rtb-0${name}b`],
      publicSubnetIds: [`subnet-0${name}c`, `subnet-0${name}d`],
      publicSubnetRouteTableIds: [`rtb-0${name}c`, `rtb-0${name}d`],
    });
  }
}
