import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Supervisor } from '../process/supervisor';

const STARTED = 'Kafka Server started';
const LINES_SHOWN = 20;

/** Enough for the tests and the benchmarks, whose records stand in the page cache, and three times of it in a machine. */
const MOST_HEAP = '-Xmx256m';

export type BrokerProcess = ReturnType<Supervisor['spawn']>;

/**
 * Starts a broker's process; resolves when its clients can connect.
 * @param java the classes and their settings
 * @param settings the path of its properties file
 */
export async function runBroker(
  supervisor: Supervisor,
  java: readonly string[],
  settings: string,
): Promise<BrokerProcess> {
  // Both compilers, unlike for the tools: with the first one alone, TLS is eight times slower.
  const broker = supervisor.spawn('java', ['-XX:+UseSerialGC', MOST_HEAP, ...java, 'kafka.Kafka', settings]);
  await waitForLine(broker.stdout, broker.stderr, STARTED);
  return broker;
}

/** The process we started is the leash's shell, which may end first: the broker has ended when its output has. */
export async function endBroker(broker: BrokerProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (broker.pid === undefined || broker.stdout.closed) return;
  const ended = once(broker, 'close');
  process.kill(-broker.pid, signal);
  await ended;
}

/** Logging that tells no more than warnings, and that the broker has started. */
export const LOGGING = `status=error
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
