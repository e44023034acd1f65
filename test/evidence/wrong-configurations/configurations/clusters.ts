import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Stack } from 'aws-cdk-lib/core';
import { KafkaAuthentication } from '../../../../src';
import { MSK_ARN, secretArn } from '../../../constructs/kafka/clusters';
import type { Configuration } from '../attempt';
import type { World } from '../world';

const reads = (world: World, cluster: unknown) => world.ingest({ cluster });

export const CLUSTERS: readonly Configuration[] = [
  { name: 'no bootstrap server', build: (w) => reads(w, w.confluent([])) },
  {
    name: '11 bootstrap servers',
    build: (w) => reads(w, w.confluent(Array.from({ length: 11 }, (_, i) => `b${i}.example.com:9092`))),
  },
  { name: 'a bootstrap server without a port', build: (w) => reads(w, w.confluent(['b.example.com'])) },
  { name: 'a bootstrap server with a scheme', build: (w) => reads(w, w.confluent(['SASL_SSL://b.example.com:9092'])) },
  {
    name: 'a bootstrap server that begins with a hyphen',
    build: (w) => reads(w, w.confluent(['-b.example.com:9092'])),
  },
  { name: 'a bootstrap server with a port above 65535', build: (w) => reads(w, w.confluent(['b.example.com:70000'])) },
  {
    name: 'a bootstrap server twice',
    build: (w) => reads(w, w.confluent(['b.example.com:9092', 'b.example.com:9092'])),
  },
  {
    name: 'a private address without a VPC',
    build: (w) => reads(w, w.selfManaged({ bootstrapServers: ['10.0.0.1:9096'] })),
  },
  {
    name: 'the private name of an instance, without a VPC',
    build: (w) => reads(w, w.selfManaged({ bootstrapServers: ['ip-10-0-0-1.eu-central-1.compute.internal:9096'] })),
  },
  {
    name: 'an address that is shared by a carrier, without a VPC',
    build: (w) => reads(w, w.selfManaged({ bootstrapServers: ['100.64.0.1:9096'] })),
  },
  {
    name: 'a bootstrap server of numbers that are no address',
    build: (w) => reads(w, w.selfManaged({ bootstrapServers: ['999.1.1.1:9096'] })),
  },
  {
    name: 'six security groups of the brokers',
    build: (w) => reads(w, w.selfManaged({ vpc: w.vpc, securityGroups: Array.from({ length: 6 }, () => w.brokers) })),
  },
  { name: 'a VPC without security groups', build: (w) => reads(w, w.selfManaged({ vpc: w.vpc })) },
  { name: 'security groups without a VPC', build: (w) => reads(w, w.selfManaged({ securityGroups: [w.brokers] })) },
  {
    name: 'no authentication over the internet',
    build: (w) => reads(w, w.selfManaged({ authentication: KafkaAuthentication.none() })),
  },
  {
    name: 'AWS IAM on a self-managed cluster without its ARN',
    build: (w) => reads(w, w.selfManaged({ authentication: KafkaAuthentication.iam() })),
  },
  {
    name: 'AWS IAM on a self-managed cluster of another Region',
    build: (w) => {
      const clusterArn = MSK_ARN.replace('eu-central-1', 'us-west-2');
      reads(w, w.selfManaged({ authentication: KafkaAuthentication.iam(), clusterArn }));
    },
  },
  {
    name: 'the ARN of a self-managed cluster without AWS IAM',
    build: (w) => reads(w, w.selfManaged({ clusterArn: MSK_ARN })),
  },
  {
    name: 'a secret of another Region',
    build: (w) =>
      reads(w, w.selfManaged({ authentication: KafkaAuthentication.saslPlain(w.secret('far', 'us-west-2')) })),
  },
  {
    name: 'a secret of another account, with a key of its own',
    build: (w) => {
      const there = new Stack(w.app, 'There', { env: { account: '999999999999', region: 'eu-central-1' } });
      const secret = new secretsmanager.Secret(there, 'S', { secretName: 'x', encryptionKey: new kms.Key(there, 'K') });
      reads(w, w.selfManaged({ authentication: KafkaAuthentication.saslPlain(secret) }));
    },
  },
  {
    name: 'a secret of another account, without a key of its own',
    build: (w) => {
      const there = new Stack(w.app, 'There', { env: { account: '999999999999', region: 'eu-central-1' } });
      const secret = new secretsmanager.Secret(there, 'S', { secretName: 'x' });
      reads(w, w.selfManaged({ authentication: KafkaAuthentication.saslPlain(secret) }));
    },
  },
  {
    name: 'an asymmetric key of a secret',
    build: (w) => {
      const encryptionKey = new kms.Key(w.stack, 'Rsa', { keySpec: kms.KeySpec.RSA_2048 });
      const secret = new secretsmanager.Secret(w.stack, 'S', { encryptionKey });
      reads(w, w.selfManaged({ authentication: KafkaAuthentication.saslPlain(secret) }));
    },
  },
  {
    name: 'a key of another Region than its secret',
    build: (w) => {
      const encryptionKey = kms.Key.fromKeyArn(w.stack, 'FarKey', 'arn:aws:kms:us-west-2:123456789012:key/0a1b2c3d');
      const attrs = { secretCompleteArn: secretArn('near'), encryptionKey };
      const secret = secretsmanager.Secret.fromSecretAttributes(w.stack, 'Near', attrs);
      reads(w, w.selfManaged({ authentication: KafkaAuthentication.saslPlain(secret) }));
    },
  },
  {
    name: 'two scopes for a token',
    build: (w) => {
      const authentication = KafkaAuthentication.oauthBearer(w.secret('oauth'), { scope: 'kafka:read kafka:write' });
      reads(w, w.selfManaged({ authentication }));
    },
  },
  {
    name: 'an empty audience of a token',
    build: (w) => {
      const authentication = KafkaAuthentication.oauthBearer(w.secret('oauth'), { audience: '' });
      reads(w, w.selfManaged({ authentication }));
    },
  },
  {
    name: 'tokens of AWS STS without an audience',
    build: (w) => {
      const authentication = KafkaAuthentication.iamOauthBearer({} as never);
      reads(w, w.selfManaged({ authentication }));
    },
  },
  {
    name: 'tokens of AWS STS with an empty audience',
    build: (w) => {
      const authentication = KafkaAuthentication.iamOauthBearer({ audience: '' });
      reads(w, w.selfManaged({ authentication }));
    },
  },
  {
    name: 'tokens of AWS STS with a logical cluster',
    build: (w) => {
      const options = { audience: 'kafka', logicalCluster: 'lkc-abc123' };
      reads(w, w.selfManaged({ authentication: KafkaAuthentication.iamOauthBearer(options) }));
    },
  },
  { name: 'a name in place of a secret', build: () => KafkaAuthentication.saslPlain('orders' as never) },
  { name: 'a name in place of the ARN of a cluster', build: (w) => reads(w, w.msk({ clusterArn: 'orders' })) },
  {
    name: 'a cluster of another Region',
    build: (w) => reads(w, w.msk({ clusterArn: MSK_ARN.replace('eu-central-1', 'us-west-2') })),
  },
  {
    name: 'a cluster of another account',
    build: (w) => reads(w, w.msk({ clusterArn: MSK_ARN.replace('123456789012', '999999999999') })),
  },
  {
    name: 'SASL/PLAIN on Amazon MSK',
    build: (w) => reads(w, w.msk({ authentication: KafkaAuthentication.saslPlain(w.secret('plain')) })),
  },
  {
    name: 'OAUTHBEARER on Amazon MSK',
    build: (w) => reads(w, w.msk({ authentication: KafkaAuthentication.oauthBearer(w.secret('oauth')) })),
  },
  {
    name: 'tokens of AWS STS on Amazon MSK',
    build: (w) => reads(w, w.msk({ authentication: KafkaAuthentication.iamOauthBearer({ audience: 'kafka' }) })),
  },
  {
    name: 'mutual TLS on a serverless cluster',
    build: (w) =>
      reads(
        w,
        w.msk({
          clusterArn: `${MSK_ARN.slice(0, -1)}s1`,
          authentication: KafkaAuthentication.mutualTls(w.secret('tls')),
        }),
      ),
  },
  {
    name: 'a SCRAM secret of another name on Amazon MSK',
    build: (w) => reads(w, w.msk({ authentication: KafkaAuthentication.saslScram512(w.secret('orders')) })),
  },
  {
    name: 'a SCRAM secret without a customer key on Amazon MSK',
    build: (w) => {
      const secret = new secretsmanager.Secret(w.stack, 'S', { secretName: 'AmazonMSK_orders' });
      reads(w, w.msk({ authentication: KafkaAuthentication.saslScram512(secret) }));
    },
  },
  {
    name: 'brokers in an empty list of subnets',
    build: (w) => reads(w, w.selfManaged({ vpc: w.vpc, vpcSubnets: { subnets: [] }, securityGroups: [w.brokers] })),
  },
  { name: 'Amazon MSK without security groups', build: (w) => reads(w, w.msk({ securityGroups: [] })) },
];
