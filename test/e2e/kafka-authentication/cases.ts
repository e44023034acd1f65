import type { ClientCertificate } from '../../../local/kafka/client-certificate';
import { encryptKey } from '../../../local/kafka/client-certificate';
import type { BrokerAccess } from '../../../local/kafka/kafka-client';
import type { KafkaBroker } from '../../../local/kafka/kafka-cluster';
import type { LocalIdentityProvider } from '../../../local/oauth/identity-provider';
import type { LocalSts } from '../../../local/sts/sts';

/** One way to authenticate: how the stand-in for Lambda's pollers connects, and what the replayer is told. */
export interface Case {
  readonly name: string;
  readonly access: BrokerAccess;
  readonly environment: Readonly<Record<string, string>>;
}

const PREFIX = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:kafka';
export const ROOT_CA_ARN = `${PREFIX}/root-ca-AbCdEf`;
export const PASSWORD_ARN = `${PREFIX}/password-AbCdEf`;
export const CERTIFICATE_ARN = `${PREFIX}/certificate-AbCdEf`;

/** The secrets of a client with a secret, and of one with a key. */
export const OAUTH_ARN = `${PREFIX}/oauth-AbCdEf`;
export const OAUTH_KEY_ARN = `${PREFIX}/oauth-key-AbCdEf`;

const KEY_PASSWORD = 'opens-the-key';

export function secretsOf(broker: KafkaBroker, rootCa: string, client: ClientCertificate): Record<string, string> {
  return {
    [ROOT_CA_ARN]: JSON.stringify({ certificate: rootCa }),
    [PASSWORD_ARN]: passwordSecret(broker.username, broker.password),
    [CERTIFICATE_ARN]: certificateSecret(client),
  };
}

export function certificateSecret({ certificate, privateKey }: ClientCertificate): string {
  const [key, privateKeyPassword] = [encryptKey(privateKey, KEY_PASSWORD), KEY_PASSWORD];
  return JSON.stringify({ certificate, privateKey: key, privateKeyPassword });
}

export function passwordSecret(username: string, password: string): string {
  return JSON.stringify({ username, password });
}

const ROOT_CA = { KAFKA_ROOT_CA_SECRET_ARN: ROOT_CA_ARN };
const WITH_PASSWORD = { ...ROOT_CA, KAFKA_CREDENTIALS_SECRET_ARN: PASSWORD_ARN };
export const WITH_OAUTH = { ...ROOT_CA, KAFKA_CREDENTIALS_SECRET_ARN: OAUTH_ARN };
const WITH_CERTIFICATE = { ...ROOT_CA, KAFKA_CREDENTIALS_SECRET_ARN: CERTIFICATE_ARN };

/** The variables of a replayer that gets its tokens from AWS STS. */
export function withSts({ endpoint }: LocalSts, audience: string): Record<string, string> {
  return { ...ROOT_CA, KAFKA_OAUTH_AUDIENCE: audience, AWS_ENDPOINT_URL_STS: endpoint };
}

export function casesOf(
  broker: KafkaBroker,
  client: ClientCertificate,
  provider: LocalIdentityProvider,
  sts: LocalSts,
): Case[] {
  const { host, caFile, ports, username, password } = broker;
  const sasl = (mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512') => ({
    ...{ host, port: ports.sasl, caFile },
    sasl: { mechanism, username, password },
  });
  const identity = { cert: client.certificate, key: client.privateKey };
  const none = 'NONE';
  const bearing = (token: () => string) => ({
    ...{ host, port: ports.oauth, caFile },
    sasl: { mechanism: 'OAUTHBEARER' as const, token },
  });
  const bearer = bearing(() => provider.tokenOf('pollers'));
  const { audience } = provider.behaviour;
  return [
    newCase('SASL_PLAIN', sasl('PLAIN'), 'SASL_PLAIN', WITH_PASSWORD),
    newCase('SASL_SCRAM_256', sasl('SCRAM-SHA-256'), 'SASL_SCRAM_256', WITH_PASSWORD),
    newCase('SASL_SCRAM_512', sasl('SCRAM-SHA-512'), 'SASL_SCRAM_512', WITH_PASSWORD),
    newCase('OAUTHBEARER with a secret', bearer, 'OAUTHBEARER', WITH_OAUTH),
    newCase('OAUTHBEARER with a key', bearer, 'OAUTHBEARER', {
      ...ROOT_CA,
      KAFKA_CREDENTIALS_SECRET_ARN: OAUTH_KEY_ARN,
    }),
    newCase(
      'IAM_OAUTHBEARER',
      bearing(() => sts.tokenFor(audience)),
      'IAM_OAUTHBEARER',
      withSts(sts, audience),
    ),
    newCase('MUTUAL_TLS', { host, port: ports.mutualTls, caFile, identity }, 'MUTUAL_TLS', WITH_CERTIFICATE),
    newCase('NONE over TLS', { host, port: ports.tls, caFile }, none, ROOT_CA),
    newCase('NONE in plaintext', { host, port: ports.plaintext }, none, { KAFKA_TLS: 'false' }),
  ];
}

/** Connections that must come to nothing; the replayer alone is tried. */
export function refusalsOf({ host, caFile, ports }: KafkaBroker): Case[] {
  const mutual = { host, port: ports.mutualTls, caFile };
  const plaintext = { host, port: ports.tls };
  return [
    newCase('mutual TLS without a certificate', mutual, 'NONE', ROOT_CA),
    newCase('an unknown authority', { host, port: ports.tls, caFile }, 'NONE', {}),
    newCase('plaintext where TLS is spoken', plaintext, 'NONE', { KAFKA_TLS: 'false' }),
  ];
}

export function newCase(
  name: string,
  access: BrokerAccess,
  authentication: string,
  variables: Readonly<Record<string, string>>,
): Case {
  const servers = `${access.host}:${access.port}`;
  const environment = { KAFKA_BOOTSTRAP_SERVERS: servers, KAFKA_AUTHENTICATION: authentication, ...variables };
  return { name, access, environment };
}
