import type { BrokerAccess } from '../../../local/kafka/kafka-client';
import type { LambdaFunction } from '../../../local/lambda/lambda-function';
import type { Supervisor } from '../../../local/process/supervisor';
import { replayerAssembly } from '../../e2e/replay-workflow/assembly';
import { World as WorkflowWorld } from '../../e2e/replay-workflow/world';
import { type Variables, World } from '../../e2e/replayer/world';
import { startPublishedIngest } from '../../e2e/support/published-ingest';

/** The parts that the cases share, each started when the first case needs it. */
export class Machinery {
  private starting: Promise<World> | undefined;
  private startingWorkflow: Promise<WorkflowWorld> | undefined;

  constructor(private readonly supervisor: Supervisor) {}

  /** A broker, and the two functions. */
  world(): Promise<World> {
    this.starting ??= World.start(this.supervisor);
    return this.starting;
  }

  /** The same broker, and all that the workflow meets. */
  workflow(): Promise<WorkflowWorld> {
    this.startingWorkflow ??= this.startWorkflow();
    return this.startingWorkflow;
  }

  /** The listener without authentication. */
  async access(): Promise<BrokerAccess> {
    const { broker } = await this.world();
    return { host: broker.host, port: broker.ports.plaintext };
  }

  /** The published bundle of the ingest, for cases that need no broker. */
  ingest(mount: string, environment: Variables, timeoutMs: number): Promise<LambdaFunction> {
    return startPublishedIngest(this.supervisor, process.execPath, mount, environment, timeoutMs);
  }

  private async startWorkflow(): Promise<WorkflowWorld> {
    const { broker } = await this.world();
    return WorkflowWorld.start(this.supervisor, replayerAssembly(this.supervisor), broker);
  }
}
