import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Supervisor } from '../../local/process/supervisor';
import { PARTITIONS } from '../ingest/cases';
import { Contender } from '../support/contender';

/** Makes topics and reads them back, by a client that is not the replayer's. */
export class Topics {
  private made = 0;

  static async start(supervisor: Supervisor, python: string, env: Readonly<Record<string, string>>): Promise<Topics> {
    const script = join(__dirname, 'topics.py');
    return new Topics(await Contender.ofPython(supervisor, python, script, env), supervisor.temporaryFolder());
  }

  private constructor(
    private readonly client: Contender<{ readonly records?: number }>,
    private readonly folder: string,
  ) {}

  async make(name: string): Promise<string> {
    this.made += 1;
    const topic = `${name}-${this.made}`;
    await this.ask({ do: 'make', topic, partitions: PARTITIONS });
    return topic;
  }

  /**
   * Throws unless the topic holds the files' values, and, in order, each partition its own by their offsets, with the keys,
   * headers and times that the files have.
   */
  async check(topic: string, how: 'in order' | 'unordered', folder: string, records: number): Promise<void> {
    const checked = await this.ask({ do: `check ${how}`, topic, folder, partitions: PARTITIONS });
    if (checked.records !== records)
      throw new Error(`${topic} has ${checked.records} records where ${records} were to be replayed`);
  }

  /** Topics that are done with go, as each holds as much as all files. */
  async delete(topic: string): Promise<void> {
    await this.ask({ do: 'delete', topic });
  }

  async stop(): Promise<void> {
    await this.client.stop();
  }

  private async ask(event: object): Promise<{ readonly records?: number }> {
    const file = join(this.folder, 'event.json');
    writeFileSync(file, JSON.stringify(event));
    return (await this.client.handle(file)).answer;
  }
}
