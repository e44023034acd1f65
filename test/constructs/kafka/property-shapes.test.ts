import { KafkaAuthentication, KafkaCluster } from '../../../src';

const authentication = KafkaAuthentication.iam();

test.each<[string, () => unknown, string]>([
  [
    'Confluent Cloud without credentials',
    () => KafkaCluster.confluentCloud({ bootstrapServers: ['broker:9092'] } as any),
    'KafkaCluster.confluentCloud: credentials is missing: give a Secret',
  ],
  [
    'Confluent Cloud with the name of a secret',
    () => KafkaCluster.confluentCloud({ bootstrapServers: ['broker:9092'], credentials: 'secret' } as any),
    'KafkaCluster.confluentCloud: credentials is "secret": give a Secret',
  ],
  [
    'one bootstrap server as text',
    () => KafkaCluster.selfManaged({ bootstrapServers: 'broker:9092', authentication } as any),
    'KafkaCluster.selfManaged: bootstrapServers is "broker:9092": give a list',
  ],
  [
    'the name of an authentication',
    () => KafkaCluster.selfManaged({ bootstrapServers: ['broker:9092'], authentication: 'IAM' } as any),
    'KafkaCluster.selfManaged: authentication is "IAM": give a KafkaAuthentication',
  ],
  [
    'Amazon MSK without a VPC',
    () => KafkaCluster.msk({ clusterArn: 'arn', securityGroups: [], authentication } as any),
    'KafkaCluster.msk: vpc is missing: give a Vpc',
  ],
  [
    'no properties',
    () => (KafkaCluster.msk as any)(),
    'KafkaCluster.msk: the properties are undefined: give an object',
  ],
  [
    'TLS as text',
    () => KafkaAuthentication.none({ tls: 'no' } as any),
    'KafkaAuthentication.none: tls is "no": give true or false',
  ],
  [
    'the name of a secret for a password',
    () => KafkaAuthentication.saslPlain('secret' as any),
    'authentication SASL_PLAIN was given no secret',
  ],
])('%s: refused', (_, make, message) => {
  expect(make).toThrow(message);
});
