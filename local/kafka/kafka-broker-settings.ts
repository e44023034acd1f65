import type { LoopbackCertificates } from './certificates';

export interface BrokerPorts {
  /** SASL_SSL with PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512. */
  readonly sasl: number;
  readonly tls: number;
  /** TLS that asks for the client's certificate. */
  readonly mutualTls: number;
  readonly plaintext: number;
  readonly controller: number;
}

export interface BrokerAddresses {
  readonly host: string;
  readonly ports: BrokerPorts;
  /** The one user is every client's and, on a cluster of one, also the broker's own. */
  readonly user: { readonly username: string; readonly password: string };
}

const LISTENERS = [
  ['CLIENTS', 'sasl', 'SASL_SSL'],
  ['TLS', 'tls', 'SSL'],
  ['MUTUAL', 'mutualTls', 'SSL'],
  ['PLAIN', 'plaintext', 'PLAINTEXT'],
] as const;

/** The broker's properties file. */
export function brokerSettings(
  { host, ports, user }: BrokerAddresses,
  tls: LoopbackCertificates,
  logs: string,
): string {
  const controller = `CONTROLLER://127.0.0.1:${ports.controller}`;
  const addresses = (at: string) => [...LISTENERS.map(([name, port]) => `${name}://${at}:${ports[port]}`), controller];
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.bootstrap.servers': `127.0.0.1:${ports.controller}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: addresses('127.0.0.1').join(),
    'advertised.listeners': addresses(host).join(),
    'listener.security.protocol.map': [
      ...LISTENERS.map(([name, , protocol]) => `${name}:${protocol}`),
      'CONTROLLER:PLAINTEXT',
    ].join(),
    'inter.broker.listener.name': 'CLIENTS',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'listener.name.clients.plain.sasl.jaas.config': plainLogin(user),
    'listener.name.clients.scram-sha-256.sasl.jaas.config': scram,
    'listener.name.clients.scram-sha-512.sasl.jaas.config': scram,
    'listener.name.mutual.ssl.client.auth': 'required',
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': tls.keyStore,
    'ssl.keystore.password': tls.keyStorePassword,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': tls.caFile,
    'log.dirs': logs,
    'auto.create.topics.enable': false,
    // Everybody may do everything, but for what a test forbids.
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'allow.everyone.if.no.acl.found': true,
    // One broker, and nobody to wait for.
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // The controller takes a broker that was killed for alive until its session ends, and no other one of its number.
    'broker.session.timeout.ms': 2000,
    'broker.heartbeat.interval.ms': 500,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Options of the storage's formatting: users of SCRAM are not in the settings, but in the cluster's metadata. */
export function scramUser({ username, password }: BrokerAddresses['user']): string[] {
  return ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${username},password=${password}]`,
  ]);
}

function plainLogin({ username, password }: BrokerAddresses['user']): string {
  const module = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
  return `${module} username="${username}" password="${password}" user_${username}="${password}";`;
}
