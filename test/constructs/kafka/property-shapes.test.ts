import { KafkaAuthentication, KafkaCluster } from '../../../src';

const authentication = KafkaAuthentication.iam();

test.each<[string, () => unknown, string]>([
  [
    'Confluent Cloud without credentials',
    () => KafkaCluster.confluentCloud({ bootstrapServers: ['broker:9092'] } as never),
    'KafkaCluster.confluentCloud: credentials is missing: give a Secret',
  ],
  [
    'Confluent Cloud with the name of a secret',
    () => KafkaCluster.confluentCloud({ bootstrapServers: ['broker:9092'], credentials: 'secret' } as never),
    'KafkaCluster.confluentCloud: credentials is "secret": give a Secret',
  ],
  [
    'Confluent Cloud with something else that can be read',
    () => KafkaCluster.confluentCloud({ bootstrapServers: ['broker:9092'], credentials: { grantRead() {} } } as never),
    'KafkaCluster.confluentCloud: credentials is an object: give a Secret',
  ],
  [
    'an authentication with something else that can be read',
    () => KafkaAuthentication.saslPlain({ grantRead() {} } as never),
    'authentication SASL_PLAIN was given no secret',
  ],
  [
    'one bootstrap server as text',
    () => KafkaCluster.selfManaged({ bootstrapServers: 'broker:9092', authentication } as never),
    'KafkaCluster.selfManaged: bootstrapServers is "broker:9092": give a list',
  ],
  [
    'the name of an authentication',
    () => KafkaCluster.selfManaged({ bootstrapServers: ['broker:9092'], authentication: 'IAM' } as never),
    'KafkaCluster.selfManaged: authentication is "IAM": give a KafkaAuthentication',
  ],
  [
    'Amazon MSK without a VPC',
    () => KafkaCluster.msk({ clusterArn: 'arn', securityGroups: [], authentication } as never),
    'KafkaCluster.msk: vpc is missing: give a Vpc',
  ],
  [
    'no properties',
    () => KafkaCluster.msk(undefined as never),
    'KafkaCluster.msk: the properties are undefined: give an object',
  ],
  [
    'TLS as text',
    () => KafkaAuthentication.none({ tls: 'no' } as never),
    'KafkaAuthentication.none: tls is "no": give true or false',
  ],
  [
    'the name of a secret for a password',
    () => KafkaAuthentication.saslPlain('secret' as never),
    'authentication SASL_PLAIN was given no secret',
  ],
])('%s: refused', (_, make, message) => {
  expect(make).toThrow(message);
});
