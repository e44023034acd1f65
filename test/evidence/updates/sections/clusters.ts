import {
  type ConfluentCloudClusterProps,
  type IamOAuthBearerOptions,
  KafkaAuthentication,
  KafkaCluster,
  KafkaToS3FilesIngest,
  type MskClusterProps,
  type NoAuthenticationOptions,
  type OAuthBearerOptions,
  S3FilesReplayer,
  type SelfManagedClusterProps,
} from '../../../../src';
import { section } from '../section';
import type { World } from '../world';

/** An ingest and a replayer on one cluster. */
function build(world: World, cluster: KafkaCluster): void {
  const { stack, vpc } = world;
  const accessPoint = world.accessPoint();
  new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: 'events', accessPoint });
  new S3FilesReplayer(stack, 'Replayer', { vpc, cluster, topic: 'again', accessPoint });
}

const CLUSTER = 'arn:aws:kafka:eu-central-1:123456789012:cluster/orders/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f';

const confluent = section<ConfluentCloudClusterProps>({
  heading: 'KafkaCluster.confluentCloud',
  struct: 'ConfluentCloudClusterProps',
  base: (world) => ({
    bootstrapServers: ['pkc-1.eu-central-1.aws.confluent.cloud:9092'],
    credentials: world.secret('confluent'),
  }),
  build: (world, props) => build(world, KafkaCluster.confluentCloud(props)),
  changes: {
    bootstrapServers: { after: () => ({ bootstrapServers: ['pkc-2.eu-central-1.aws.confluent.cloud:9092'] }) },
    credentials: {
      how: 'another secret',
      after: (world) => ({ credentials: world.secret('rotated') }),
      note: 'A new value in the same secret needs no deployment',
    },
  },
});

const selfManaged = section<SelfManagedClusterProps>({
  heading: 'KafkaCluster.selfManaged',
  struct: 'SelfManagedClusterProps',
  base: (world) => ({
    bootstrapServers: ['broker-1.example.com:9096'],
    authentication: KafkaAuthentication.saslScram512(world.secret('broker')),
    vpc: world.vpc,
    securityGroups: [world.securityGroup('Brokers')],
  }),
  build: (world, props) => build(world, KafkaCluster.selfManaged(props)),
  changes: {
    bootstrapServers: {
      how: 'one server more',
      after: () => ({ bootstrapServers: ['broker-1.example.com:9096', 'broker-2.example.com:9096'] }),
    },
    authentication: {
      after: (world) => ({ authentication: KafkaAuthentication.saslPlain(world.secret('broker')) }),
    },
    clusterArn: {
      before: () => ({ authentication: KafkaAuthentication.iam(), clusterArn: `${CLUSTER}-1` }),
      after: () => ({ authentication: KafkaAuthentication.iam(), clusterArn: `${CLUSTER}-2` }),
    },
    rootCaCertificate: { after: (world) => ({ rootCaCertificate: world.secret('ca') }) },
    vpc: { how: 'another VPC', after: ({ otherVpc }) => ({ vpc: otherVpc }) },
    vpcSubnets: { after: ({ vpc }) => ({ vpcSubnets: { subnets: vpc.privateSubnets.slice(0, 1) } }) },
    securityGroups: { after: (world) => ({ securityGroups: [world.securityGroup('Others')] }) },
  },
});

const msk = section<MskClusterProps>({
  heading: 'KafkaCluster.msk',
  struct: 'MskClusterProps',
  base: (world) => ({
    clusterArn: `${CLUSTER}-1`,
    vpc: world.vpc,
    securityGroups: [world.securityGroup('Brokers')],
    authentication: KafkaAuthentication.iam(),
  }),
  build: (world, props) => build(world, KafkaCluster.msk(props)),
  changes: {
    clusterArn: { after: () => ({ clusterArn: `${CLUSTER}-2` }) },
    bootstrapServers: {
      how: 'given, in place of looked up',
      after: () => ({ bootstrapServers: ['b-1.orders.example.com:9098'] }),
    },
    lookUpLogGroup: { after: (world) => ({ lookUpLogGroup: world.logGroup() }) },
    vpc: {
      how: 'another VPC',
      after: ({ otherVpc }) => ({ vpc: otherVpc }),
      note: 'Lambda finds the network of the brokers by the cluster’s ARN',
    },
    securityGroups: { after: (world) => ({ securityGroups: [world.securityGroup('Others')] }) },
    authentication: {
      after: (world) => ({ authentication: KafkaAuthentication.saslScram512(world.secret('AmazonMSK_broker')) }),
    },
  },
});

const none = section<NoAuthenticationOptions>({
  heading: 'Without authentication (`KafkaAuthentication.none`)',
  struct: 'NoAuthenticationOptions',
  build: (world, options) => {
    const cluster = KafkaCluster.selfManaged({
      bootstrapServers: ['broker-1.example.com:9092'],
      authentication: KafkaAuthentication.none(options),
      vpc: world.vpc,
      securityGroups: [world.securityGroup('Brokers')],
    });
    build(world, cluster);
  },
  changes: { tls: { after: () => ({ tls: false }) } },
});

const oauthBearer = section<OAuthBearerOptions>({
  heading: 'OAuth 2.0 (`KafkaAuthentication.oauthBearer`)',
  struct: 'OAuthBearerOptions',
  build: (world, options) => {
    const cluster = KafkaCluster.selfManaged({
      bootstrapServers: ['broker-1.example.com:9092'],
      authentication: KafkaAuthentication.oauthBearer(world.secret('oauth'), options),
    });
    build(world, cluster);
  },
  changes: {
    scope: { after: () => ({ scope: 'kafka:all' }) },
    audience: { after: () => ({ audience: 'kafka' }) },
    logicalCluster: { after: () => ({ logicalCluster: 'lkc-abc123' }) },
    identityPool: { after: () => ({ identityPool: 'pool-abc1' }) },
  },
});

const iamOauthBearer = section<IamOAuthBearerOptions>({
  heading: 'Tokens of AWS STS (`KafkaAuthentication.iamOauthBearer`)',
  struct: 'IamOAuthBearerOptions',
  base: () => ({ audience: 'kafka' }),
  build: (world, options) => {
    const cluster = KafkaCluster.selfManaged({
      bootstrapServers: ['broker-1.example.com:9092'],
      authentication: KafkaAuthentication.iamOauthBearer(options),
    });
    build(world, cluster);
  },
  changes: {
    audience: {
      after: () => ({ audience: 'kafka.example.com' }),
      note: 'The brokers must take both until the deployment has ended',
    },
  },
});

export const CLUSTERS = [confluent, selfManaged, msk, oauthBearer, iamOauthBearer, none];
