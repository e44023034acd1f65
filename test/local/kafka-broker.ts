import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type LoopbackCertificates, makeCertificates } from './certificates';
import { runCommand } from './command';
import { freePorts } from './ports';
import type { Supervisor } from './supervisor';

const STARTED = 'Kafka Server started';
const LINES_SHOWN = 20;

/** What a client needs to reach the broker. */
export interface BrokerAccess {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** The certificate authority to trust, PEM. */
  readonly caFile: string;
}

export interface KafkaBroker extends BrokerAccess {
  /** Settled when clients can connect; a broker that does not start says why. */
  readonly started: Promise<void>;
}

/**
 * Starts a real Apache Kafka on loopback: one process, broker and controller, whose one client listener is SASL_SSL with
 * PLAIN. The address is known at once, so that others can get ready while it starts.
 */
export async function startKafkaBroker(supervisor: Supervisor, jars: string, folder: string): Promise<KafkaBroker> {
  const [port, controllerPort] = await freePorts(2);
  const credentials = { username: 'demo-api-key', password: randomBytes(18).toString('base64url') };
  const access = { host: 'localhost', port, ...credentials, caFile: join(folder, 'ca.pem') };
  return { ...access, started: start(supervisor, jars, folder, access, controllerPort) };
}

async function start(
  supervisor: Supervisor,
  jars: string,
  folder: string,
  access: BrokerAccess,
  controllerPort: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const certificates = await makeCertificates(supervisor, folder);
  const settings = join(folder, 'server.properties');
  const logging = join(folder, 'log4j2.properties');
  await writeFile(settings, brokerSettings(access, controllerPort, certificates, join(folder, 'logs')), {
    mode: 0o600,
  });
  await writeFile(logging, LOGGING);
  const java = ['-Xmx512m', `-Dlog4j2.configurationFile=${logging}`, '-cp', join(jars, '*')];
  const clusterId = randomBytes(16).toString('base64url');
  await runCommand(
    supervisor,
    'java',
    // The first compiler alone is quickest for a program that runs for a second.
    [
      '-XX:TieredStopAtLevel=1',
      ...java,
      'kafka.tools.StorageTool',
      'format',
      '--standalone',
      '-t',
      clusterId,
      '-c',
      settings,
    ],
    { failure: "could not format Kafka's storage" },
  );
  // Both compilers for the broker itself: with the first one alone, TLS is eight times slower.
  const broker = supervisor.spawn('java', ['-XX:+UseSerialGC', ...java, 'kafka.Kafka', settings]);
  await waitForLine(broker.stdout, broker.stderr, STARTED);
}

/** Broker settings; the one password is the client's and, on a cluster of one, also the broker's own. */
function brokerSettings(access: BrokerAccess, controllerPort: number, tls: LoopbackCertificates, logs: string): string {
  const { host, port, username, password } = access;
  const module = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
  const controller = `127.0.0.1:${controllerPort}`;
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.bootstrap.servers': controller,
    'controller.listener.names': 'CONTROLLER',
    listeners: `CLIENTS://127.0.0.1:${port},CONTROLLER://${controller}`,
    'advertised.listeners': `CLIENTS://${host}:${port},CONTROLLER://${controller}`,
    'listener.security.protocol.map': 'CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'CLIENTS',
    'sasl.enabled.mechanisms': 'PLAIN',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'listener.name.clients.plain.sasl.jaas.config': `${module} username="${username}" password="${password}" user_${username}="${password}";`,
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': tls.keyStore,
    'ssl.keystore.password': tls.keyStorePassword,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': tls.caFile,
    'log.dirs': logs,
    'auto.create.topics.enable': false,
    // One broker, and nobody to wait for.
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

const LOGGING = `status=error
appender.stdout.type=Console
appender.stdout.name=stdout
appender.stdout.layout.type=PatternLayout
appender.stdout.layout.pattern=%p %c{1}: %m%n
rootLogger.level=warn
rootLogger.appenderRef.stdout.ref=stdout
logger.started.name=kafka.server
logger.started.level=info
`;

async function waitForLine(stdout: Readable, stderr: Readable, wanted: string): Promise<void> {
  let tail: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      tail = [...tail, ...chunk.toString().split('\n')].filter((line) => line !== '').slice(-LINES_SHOWN);
      if (tail.some((line) => line.includes(wanted))) resolve();
    };
    stdout.on('data', read); // and it goes on being read: a broker whose output nobody reads comes to a stop
    stderr.on('data', read);
    stdout.once('close', () => reject(new Error(`Apache Kafka stopped before it was ready\n  ${tail.join('\n  ')}`)));
  });
}
