import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { runCommand } from '../process/command';
import { freePorts } from '../process/ports';
import type { Supervisor } from '../process/supervisor';
import { type LoopbackCertificates, makeCertificates } from './certificates';
import { type BrokerAddresses, type BrokerPorts, brokerSettings, scramUser } from './kafka-broker-settings';
import type { BrokerAccess } from './kafka-client';

const STARTED = 'Kafka Server started';
const LINES_SHOWN = 20;
const HOST = 'localhost';

export interface KafkaBroker extends BrokerAccess {
  readonly username: string;
  readonly password: string;
  /** The certificate authority to trust, PEM. */
  readonly caFile: string;
  /** The ports of all listeners; that of SASL is the broker's own above. */
  readonly ports: BrokerPorts;
  /** Settled when clients can connect; a broker that does not start says why. */
  readonly started: Promise<void>;
  /** The certificates of the broker, as soon as they are made. */
  readonly certificates: Promise<LoopbackCertificates>;
  /** Ends the broker: with SIGTERM it stops in order, with SIGKILL it is gone. Resolves when its process is. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts a broker that was stopped, on the same folder and ports. Resolves when clients can connect. */
  startAgain(): Promise<void>;
}

/**
 * Starts a real Apache Kafka on loopback: one process, broker and controller, with a listener for SASL_SSL (PLAIN and
 * SCRAM, all with one user), for TLS, for mutual TLS and for plaintext. The addresses are known at once, so that others
 * can get ready while it starts.
 */
export async function startKafkaBroker(supervisor: Supervisor, jars: string, folder: string): Promise<KafkaBroker> {
  const [sasl, tls, mutualTls, plaintext, controller] = await freePorts(5);
  const ports = { sasl, tls, mutualTls, plaintext, controller };
  const user = { username: 'demo-api-key', password: randomBytes(18).toString('base64url') };
  const caFile = join(folder, 'ca.pem');
  const access = { host: HOST, port: sasl, caFile, sasl: { mechanism: 'PLAIN', ...user } } as const;
  const certificates = mkdir(folder, { recursive: true }).then(() => makeCertificates(supervisor, folder));
  const prepared = prepare(supervisor, jars, folder, { host: HOST, ports, user }, certificates);
  let running = prepared.then((java) => run(supervisor, java));
  const started = running.then(() => undefined);
  return {
    ...access,
    ...user,
    ports,
    started,
    certificates,
    async stop(signal) {
      await end(await running, signal);
    },
    async startAgain() {
      running = run(supervisor, await prepared);
      await running;
    },
  };
}

/** @returns Java's arguments that start the broker */
async function prepare(
  supervisor: Supervisor,
  jars: string,
  folder: string,
  addresses: BrokerAddresses,
  making: Promise<LoopbackCertificates>,
): Promise<readonly string[]> {
  const certificates = await making;
  const settings = join(folder, 'server.properties');
  const logging = join(folder, 'log4j2.properties');
  await writeFile(settings, brokerSettings(addresses, certificates, join(folder, 'logs')), {
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
      // In one word: an id may begin with a hyphen, which would make it an option if it stood alone.
      `--cluster-id=${clusterId}`,
      '-c',
      settings,
      ...scramUser(addresses.user),
    ],
    { failure: "could not format Kafka's storage" },
  );
  // Both compilers for the broker itself: with the first one alone, TLS is eight times slower.
  return ['-XX:+UseSerialGC', ...java, 'kafka.Kafka', settings];
}

type Process = ReturnType<Supervisor['spawn']>;

async function run(supervisor: Supervisor, java: readonly string[]): Promise<Process> {
  const broker = supervisor.spawn('java', java);
  await waitForLine(broker.stdout, broker.stderr, STARTED);
  return broker;
}

/** The process we started is the leash's shell, which may end first: the broker has ended when its output has. */
async function end(broker: Process, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (broker.pid === undefined || broker.stdout.closed) return;
  const ended = once(broker, 'close');
  process.kill(-broker.pid, signal);
  await ended;
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
