import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { SynthesizedApp } from '../../../local/cloudformation/synthesized-app';
import type { Scope } from '../../../local/cloudformation/template';
import { LambdaFunction } from '../../../local/lambda/lambda-function';
import { likeLambdasRuntime } from '../../../local/lambda/like-lambdas-runtime';
import type { Progress } from '../../../local/process/progress';
import type { Supervisor } from '../../../local/process/supervisor';
import { type LocalS3, startS3 } from '../../../local/s3/s3-server';
import { StateMachine } from '../../../local/step-functions/state-machine';
import { FunctionPool } from '../../e2e/replay-workflow/function-pool';
import { SeededRandom } from '../../handlers/support/random';
import { synthesizeDrill } from './app';
import { groupNames, type ReadByGroup, readOn, readSome } from './groups';
import { ingestTopic } from './ingesting';
import { Kills } from './kills';
import type { DrillOptions } from './options';
import { type DrillTopic, drillTopics, nameOf, produceRecords } from './records';
import type { DrillResult } from './report';
import { destroy, makeTopics, type Side, startSide } from './side';
import { differencesOf } from './topics';

/** References stand for themselves: buckets have their logical ids for names. */
const NAMES: Scope = {
  ref: (name) => (name === 'AWS::Partition' ? 'aws' : name),
  attribute: (logicalId, name) => `${logicalId}.${name}`,
};
const RUN = 'restore-1';
/** The seconds of an invocation. They are so few that a restore takes many invocations, which the kills then hit. */
const DEADLINE_SECONDS = 1;
const LONGEST_PAUSE_MS = 500;
const SECONDS_OF_KILL = 2;

/** A cluster is lost and brought back, from the first record to the groups that go on. */
export class Drill {
  private readonly random: SeededRandom;
  private readonly topics: readonly DrillTopic[];
  private readonly seconds = { ingest: 0, restore: 0, commit: 0 };

  public constructor(
    private readonly supervisor: Supervisor,
    private readonly progress: Progress,
    private readonly options: DrillOptions,
  ) {
    this.random = new SeededRandom(options.seed);
    this.topics = drillTopics(options.partitions);
  }

  public async run(): Promise<DrillResult> {
    const { progress, options, topics } = this;
    const workspace = this.supervisor.temporaryFolder();
    likeLambdasRuntime(workspace);
    const app = await progress.step('synthesize the app', async () => this.app(join(workspace, 'cdk.out')));
    const mount = join(workspace, 'mount');
    mkdirSync(mount);
    const source = await this.startSide('source cluster');
    const { produced, groups, before } = await this.live(source);
    await this.ingest(source, app, mount, produced);
    const s3 = await startS3([app.functionWith('TARGET_TOPIC').environment.WORKFLOW_BUCKET ?? '']);
    await progress.step('snapshot of topics and groups', () => this.snapshot(source, app, mount, s3, groups));
    await progress.step('the source cluster is destroyed', () => destroy(source));

    const target = await this.startSide('new cluster');
    const pool = this.replayer(target, app, mount, s3);
    const { record, kills } = await this.restore(target, app, pool, s3);
    const after = await this.goOn(target, pool, groups);
    await pool.stop();
    const topicDifferences = await differencesOf(target.access, topics);
    await destroy(target);
    const output = (record.output ?? {}) as {
      readonly totals?: { readonly published?: number };
      readonly verified?: boolean;
    };
    return {
      records: options.records,
      partitions: options.partitions,
      brokers: options.brokers,
      seed: options.seed,
      status: record.status,
      ...(record.cause !== undefined && { cause: record.cause }),
      published: output.totals?.published ?? 0,
      kills: options.kills,
      killedFunctions: kills.functions,
      killedBrokers: kills.brokers,
      verified: output.verified === true,
      topicDifferences,
      before,
      after,
      all: Array.from({ length: options.records }, (_, id) => id),
      seconds: this.seconds,
    };
  }

  private app(outdir: string): SynthesizedApp {
    synthesizeDrill(
      outdir,
      this.topics.map(({ name }) => name),
    );
    return new SynthesizedApp(outdir, NAMES);
  }

  private startSide(what: string): Promise<Side> {
    return this.progress.step(
      what,
      () => startSide(this.supervisor, this.options.brokers),
      ({ bootstrapServers }) => bootstrapServers,
    );
  }

  /** The source's life: records are produced, and groups read some of them. */
  private async live(source: Side) {
    const { progress, topics, options, random } = this;
    await makeTopics(source, topics);
    const produced = await progress.step(
      'produce',
      () => produceRecords(source.access, topics, options.records, random),
      (found) => `${options.records} records to ${found.size} partitions`,
    );
    const groups = groupNames(options.groups);
    const before = await progress.step(
      'groups read some',
      () => readSome(source.access, topics, groups, produced, random),
      (read) => [...read].map(([group, ids]) => `${group} ${ids.length}`).join(', '),
    );
    return { produced, groups, before };
  }

  private async ingest(source: Side, app: SynthesizedApp, mount: string, produced: ReadonlyMap<string, number>) {
    const settings = app.functionWith('RECORD_FORMAT');
    const ingest = await LambdaFunction.start(this.supervisor, process.execPath, {
      ...settings,
      environment: { ...settings.environment, MOUNT_PATH: mount },
    });
    this.seconds.ingest = await this.timed('ingest', async () => {
      for (const topic of this.topics) {
        const count = [...Array(topic.partitions).keys()].reduce(
          (sum, partition) => sum + (produced.get(nameOf({ topic: topic.name, partition })) ?? 0),
          0,
        );
        await ingestTopic(source, topic.name, count, ingest, (done) => this.progress.count(done, count, topic.name));
      }
    });
    await ingest.stop();
  }

  private async snapshot(source: Side, app: SynthesizedApp, mount: string, s3: LocalS3, groups: readonly string[]) {
    const pool = this.replayer(source, app, mount, s3);
    await pool.invoke('snapshot', { action: 'snapshot', groups: [...groups] });
    await pool.stop();
  }

  private async restore(target: Side, app: SynthesizedApp, pool: FunctionPool, s3: LocalS3) {
    const kills = new Kills(pool, target, this.options.kills, this.options.records, this.random);
    const machine = new StateMachine(
      app.stateMachine(),
      {
        invoke: pool.invoke,
        objects: s3.objects,
        clock: { now: () => Date.now(), sleep: (ms) => setTimeout(Math.min(ms, LONGEST_PAUSE_MS)) },
      },
      'Replay',
    );
    const request = {
      dry_run: false,
      target_topic: '{topic}',
      create_topic: 'like_source',
      allow_same_topic: true, // the cluster that the records came from is gone
      verify: true,
      deadline_seconds: DEADLINE_SECONDS,
      // So slow that there are two seconds for each kill: else the restore would be over before most of them.
      ...(this.options.kills > 0 && {
        rate_limit_per_second: Math.ceil(this.options.records / (SECONDS_OF_KILL * this.options.kills)),
      }),
    };
    let record: Awaited<ReturnType<StateMachine['run']>> | undefined;
    this.seconds.restore = await this.timed('restore and verify, with kills', async () => {
      [record] = await Promise.all([machine.run(request, RUN).finally(() => kills.stop()), kills.run()]);
    });
    if (record === undefined) throw new Error('the execution has no record');
    return { record, kills };
  }

  private async goOn(target: Side, pool: FunctionPool, groups: readonly string[]): Promise<ReadByGroup> {
    const commit = { action: 'commit_offsets', run: RUN, groups: [...groups] };
    this.seconds.commit = await this.timed('commit the groups’ offsets, after a dry run', async () => {
      await pool.invoke('commit', commit);
      await pool.invoke('commit', { ...commit, dry_run: false });
    });
    return this.progress.step(
      'groups go on',
      () => readOn(target.access, this.topics, groups),
      (read) => [...read].map(([group, ids]) => `${group} ${ids.length}`).join(', '),
    );
  }

  private replayer(
    { bootstrapServers }: Side,
    app: SynthesizedApp,
    mount: string,
    { endpoint }: LocalS3,
  ): FunctionPool {
    const settings = app.functionWith('TARGET_TOPIC');
    const environment = {
      ...settings.environment,
      MOUNT_PATH: mount,
      KAFKA_BOOTSTRAP_SERVERS: bootstrapServers,
      AWS_ENDPOINT_URL_S3: endpoint,
    };
    const start = () => LambdaFunction.start(this.supervisor, process.execPath, { ...settings, environment });
    return new FunctionPool(start, () => undefined);
  }

  private async timed(what: string, work: () => Promise<void>): Promise<number> {
    const startedAt = performance.now();
    await this.progress.step(what, work);
    return (performance.now() - startedAt) / 1000;
  }
}
