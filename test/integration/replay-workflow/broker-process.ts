import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Supervisor } from '../../local/supervisor';

const STARTED = 'Kafka Server started';
// A controller takes a broker that did not say goodbye for alive until its session ends, and no other one of its number.
const SHORT_SESSION = ['broker.session.timeout.ms=2000', 'broker.heartbeat.interval.ms=500'];

/** A broker's process, to be ended in mid-work and started again on what it left behind. */
export class BrokerProcess {
  /** @param supervisor owns the broker and nothing else */
  constructor(
    private readonly supervisor: Supervisor,
    private readonly jars: string,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  /** Kills the broker, and starts it with the same settings and logs. */
  async restart(): Promise<void> {
    this.supervisor.end();
    while (await accepts(this.port)) await setTimeout(50);
    const settings = join(this.folder, 'server.properties');
    const logging = `-Dlog4j2.configurationFile=${join(this.folder, 'log4j2.properties')}`;
    // The first compiler alone starts in half the time.
    const java = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx512m', logging, '-cp', join(this.jars, '*')];
    const overrides = SHORT_SESSION.flatMap((setting) => ['--override', setting]);
    const broker = this.supervisor.spawn('java', [...java, 'kafka.Kafka', settings, ...overrides]);
    broker.stderr.resume();
    await new Promise<void>((resolve, reject) => {
      broker.stdout.on('data', (chunk: Buffer) => {
        if (chunk.includes(STARTED)) resolve();
      });
      broker.once('exit', () => reject(new Error('Apache Kafka did not start again')));
    });
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
