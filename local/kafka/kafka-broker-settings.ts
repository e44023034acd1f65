import { pathToFileURL } from 'node:url';
import type { LoopbackCertificates } from './certificates';

export interface BrokerPorts {
  /** SASL_SSL with PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512. */
  readonly sasl: number;
  readonly tls: number;
  /** SASL_SSL with OAUTHBEARER; nothing listens there unless the cluster was given an identity provider. */
  readonly oauth: number;
  /** TLS that asks for the client's certificate. */
  readonly mutualTls: number;
  readonly plaintext: number;
  readonly controller: number;
}

/** One broker of a cluster, which is also one of its controllers. */
export interface ClusterNode {
  readonly id: number;
  /** The ports that it listens on. */
  readonly ports: BrokerPorts;
  /** The ports that it tells its clients to connect to: those of a proxy in front of it, or its own. */
  readonly advertised: BrokerPorts;
  readonly logs: string;
}

/** The settings that all brokers of a cluster have in common. */
export interface ClusterSettings {
  readonly host: string;
  readonly nodes: readonly ClusterNode[];
  /** The one user is every client's, and also the brokers' own among each other. */
  readonly user: { readonly username: string; readonly password: string };
  readonly tls: LoopbackCertificates;
  /** The issuer of the tokens that the listener for OAUTHBEARER takes. */
  readonly identityProvider?: IdentityProvider;
}

/** The issuer of tokens, as the brokers know it. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly audience: string;
  /** The file of its public keys, a JSON Web Key Set. */
  readonly keySetFile: string;
}

const LISTENERS = [
  ['CLIENTS', 'sasl', 'SASL_SSL'],
  ['TLS', 'tls', 'SSL'],
  ['MUTUAL', 'mutualTls', 'SSL'],
  ['PLAIN', 'plaintext', 'PLAINTEXT'],
] as const;
const OAUTH_LISTENER = ['OAUTH', 'oauth', 'SASL_SSL'] as const;

/**
 * Everybody may do everything, but for what a test forbids. Of one broker alone: several would not elect a controller, as each
 * refuses the others' votes until it has read the lists, which only a controller tells.
 */
const ACCESS_CONTROL = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found': true,
};

/** The properties file of one broker. */
export function brokerSettings(
  { host, nodes, user, tls, identityProvider }: ClusterSettings,
  node: ClusterNode,
): string {
  const listeners = identityProvider === undefined ? LISTENERS : [...LISTENERS, OAUTH_LISTENER];
  const controllers = nodes.map(({ ports }) => controllerAddress(ports));
  const addresses = (at: string, ports: BrokerPorts) => [
    ...listeners.map(([name, port]) => `${name}://${at}:${ports[port]}`),
    `CONTROLLER://${controllerAddress(node.ports)}`,
  ];
  // What is acknowledged stands on a majority, and survives the loss of any minority.
  const majority = Math.floor(nodes.length / 2) + 1;
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': node.id,
    'controller.quorum.bootstrap.servers': controllers.join(),
    'controller.listener.names': 'CONTROLLER',
    listeners: addresses('127.0.0.1', node.ports).join(),
    'advertised.listeners': addresses(host, node.advertised).join(),
    'listener.security.protocol.map': [
      ...listeners.map(([name, , protocol]) => `${name}:${protocol}`),
      'CONTROLLER:PLAINTEXT',
    ].join(),
    'inter.broker.listener.name': 'CLIENTS',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'listener.name.clients.plain.sasl.jaas.config': plainLogin(user),
    'listener.name.clients.scram-sha-256.sasl.jaas.config': scram,
    'listener.name.clients.scram-sha-512.sasl.jaas.config': scram,
    ...oauthListener(identityProvider),
    'listener.name.mutual.ssl.client.auth': 'required',
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': tls.keyStore,
    'ssl.keystore.password': tls.keyStorePassword,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': tls.caFile,
    'log.dirs': node.logs,
    'auto.create.topics.enable': false,
    ...(nodes.length === 1 ? ACCESS_CONTROL : {}),
    'default.replication.factor': nodes.length,
    'min.insync.replicas': majority,
    'offsets.topic.replication.factor': nodes.length,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': nodes.length,
    'transaction.state.log.min.isr': majority,
    'transaction.state.log.num.partitions': 1,
    // Half of a small heap would be set aside for cleaning compacted topics.
    'log.cleaner.backoff.ms': 200, // topics are compacted while a test looks on
    'log.cleaner.dedupe.buffer.size': 4 * 1024 * 1024,
    'group.initial.rebalance.delay.ms': 0,
    // The controller takes a broker that was killed for alive until its session ends, and no other one of its number.
    'broker.session.timeout.ms': 2000,
    'broker.heartbeat.interval.ms': 500,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/**
 * Kafka's own validator: it holds the signature, the issuer, the audience and the time of a token to the keys of the
 * issuer. A connection lives as long as its token, unless it authenticates again.
 * https://kafka.apache.org/documentation/#security_sasl_oauthbearer
 */
function oauthListener(provider: IdentityProvider | undefined): Readonly<Record<string, string>> {
  const at = 'listener.name.oauth';
  if (provider === undefined) return {};
  return {
    [`${at}.sasl.enabled.mechanisms`]: 'OAUTHBEARER',
    [`${at}.connections.max.reauth.ms`]: '3600000',
    [`${at}.oauthbearer.sasl.jaas.config`]: `${OAUTH}.OAuthBearerLoginModule required;`,
    [`${at}.oauthbearer.sasl.server.callback.handler.class`]: `${OAUTH}.OAuthBearerValidatorCallbackHandler`,
    [`${at}.sasl.oauthbearer.jwks.endpoint.url`]: pathToFileURL(provider.keySetFile).href,
    [`${at}.sasl.oauthbearer.expected.issuer`]: provider.issuer,
    [`${at}.sasl.oauthbearer.expected.audience`]: provider.audience,
  };
}

const OAUTH = 'org.apache.kafka.common.security.oauthbearer';

/** Brokers read no URL of an issuer's keys but those that their process is told: a property of Java's. */
export function allowedKeySets(provider: IdentityProvider | undefined): string[] {
  return provider === undefined
    ? []
    : [`-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${pathToFileURL(provider.keySetFile).href}`];
}

export function controllerAddress(ports: BrokerPorts): string {
  return `127.0.0.1:${ports.controller}`;
}

/** Options of the storage's formatting: users of SCRAM are not in the settings, but in the cluster's metadata. */
export function scramUser({ username, password }: ClusterSettings['user']): string[] {
  return ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${username},password=${password}]`,
  ]);
}

function plainLogin({ username, password }: ClusterSettings['user']): string {
  const module = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
  return `${module} username="${username}" password="${password}" user_${username}="${password}";`;
}
