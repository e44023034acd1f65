import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SynthesizedApp } from '../../local/cloudformation/synthesized-app';
import { type ConsumerGroup, joinConsumerGroup } from '../../local/kafka/consumer-group';
import type { BrokerAccess } from '../../local/kafka/kafka-client';
import { type MetricValues, readEmbeddedMetrics, valuesOfMetric } from '../../local/lambda/embedded-metrics';
import { EventSourceMapping } from '../../local/lambda/event-source-mapping';
import type { KafkaEvent } from '../../local/lambda/kafka-event';
import { type FunctionSettings, LambdaFunction } from '../../local/lambda/lambda-function';
import type { Progress } from '../../local/process/progress';
import type { Supervisor } from '../../local/process/supervisor';
import { Comparison, type Fidelity } from './compare';
import type { DemoEvents } from './events';
import { countFiles } from './files';
import { summarize } from './latency';
import { MeasuredLag } from './measured-lag';
import type { MetricsLog } from './metrics-log';
import type { Place } from './place';
import { type ReplayTotals, replay } from './replay';
import type { ClassResult, PassResult } from './results';
import { readSerially, type SerialReads, sampleOf } from './serial';
import { type Step, StepClock, type StepKind } from './steps';

/** The number of times a record is delivered before the demo gives up. */
const MAX_DELIVERIES = 5;
/** The time for which the comparison waits for the next record before it counts the rest as missing. */
const MISSING_AFTER_MS = 10_000;
/** The time for which it waits for a record that should not be there. */
const SURPLUS_WITHIN_MS = 500;

export interface PassSetting {
  readonly supervisor: Supervisor;
  readonly progress: Progress;
  readonly broker: BrokerAccess;
  readonly events: DemoEvents;
  readonly partitions: number;
  readonly place: Place;
  readonly metrics: MetricsLog;
  /** The variables that every function gets beside its own: its AWS endpoints, and the authority to trust. */
  readonly surroundings: Readonly<Record<string, string>>;
}

interface SizeClass {
  readonly name: string;
  readonly prefix: string;
}

/** One way through: topic -> mapping -> ingest -> files -> replayer -> topic, and the comparison at its end. */
export class Pass {
  private readonly ingestSettings: FunctionSettings;
  private readonly replayerSettings: FunctionSettings;

  constructor(
    private readonly setting: PassSetting,
    private readonly app: SynthesizedApp,
    private readonly fidelity: Fidelity,
    private readonly mount: string,
  ) {
    this.ingestSettings = this.settingsWith('LAYOUT');
    this.replayerSettings = this.settingsWith('TARGET_TOPIC');
  }

  /** Creates the mapping, which may start at the topic's end: before anything is produced. */
  async createMapping(): Promise<ConsumerGroup> {
    const { topic, startAt } = this.app.mapping();
    return joinConsumerGroup(this.setting.broker, topic, `mapping-${this.fidelity}`, startAt);
  }

  async run(mapping: ConsumerGroup): Promise<PassResult> {
    const { events, place } = this.setting;
    const { medium } = place;
    await mkdir(this.mount, { recursive: true });
    const written = await this.ingest(mapping);
    // Where nothing can be made cold again, reading a file by itself would make it warm before its first read is measured.
    const serialFirst = place.makesCold ? await this.readSerially() : undefined;
    await place.makeCold();
    const first = await this.replayStep('first', `dry replay, ${medium.firstRead}`);
    const second = await this.replayStep('second', `dry replay, ${medium.secondRead}`);
    const serial = serialFirst ?? (await this.readSerially());
    const published = await this.replayStep('publish', 'replay, publishing');
    const { comparison, step: compared } = await this.compare();
    const classes = await this.classResults(written.metrics, first.metrics, second.metrics, serial.times);
    const files = classes.reduce((sum, each) => sum + each.files, 0);
    return {
      fidelity: this.fidelity,
      classes,
      steps: inOrder([written.step, serial.step, first.step, second.step, published.step, compared]),
      compared: comparison.compared,
      problems: [
        ...unless(files === events.count, `${files} files for ${events.count} records`),
        ...(await this.leftovers()),
        ...[first, second, published].flatMap(({ totals }) => replayProblems(totals, events.count)),
        ...unless(
          published.totals.published === events.count,
          `${published.totals.published} of ${events.count} published`,
        ),
        ...comparison.shown,
        ...unless(comparison.differences <= comparison.shown.length, `${comparison.differences} differences in all`),
      ],
    };
  }

  private async ingest(group: ConsumerGroup): Promise<{ step: Step; metrics: MetricValues[] }> {
    const { supervisor, broker, events, progress, metrics } = this.setting;
    const mapping = this.app.mapping();
    return this.step(
      `ingest with ${mapping.partialAnswers ? 'partial answers' : 'whole answers'}, at most ${mapping.batchSize} records a batch`,
      async () => {
        const ingest = await LambdaFunction.start(supervisor, process.execPath, this.ingestSettings);
        const settings = {
          ...mapping,
          bootstrapServers: `${broker.host}:${broker.port}`,
          maxDeliveries: MAX_DELIVERIES,
        };
        const clock = this.clock('ingest');
        const invoke = (event: KafkaEvent) => {
          metrics.addPolled(Object.values(event.records).reduce((sum, records) => sum + records.length, 0));
          return clock.invocation(() => ingest.invoke(event));
        };
        const lag = new MeasuredLag(group, events.countByPartition(), metrics);
        await new EventSourceMapping(settings, lag, invoke).deliver(events.count, (delivered) =>
          progress.count(delivered, events.count, 'records written'),
        );
        lag.stop();
        const step = clock.end(events.count);
        await group.close();
        await ingest.stop();
        metrics.addPrinted(ingest.output);
        metrics.addInvocations(this.ingestSettings.name, step);
        return { step, metrics: readEmbeddedMetrics(ingest.output) };
      },
      ({ step: { records, invocations, seconds } }) =>
        `${records} records in ${invocations.length} invocations, ${seconds.toFixed(1)} s`,
    );
  }

  /** Runs one replay. Each has a process of its own, so that all its metrics are there when it has ended. */
  private async replayStep(kind: 'first' | 'second' | 'publish', title: string) {
    const { supervisor, events, progress } = this.setting;
    const dryRun = kind !== 'publish';
    return this.step(
      title,
      async () => {
        const replayer = await LambdaFunction.start(supervisor, process.execPath, this.replayerSettings);
        const clock = this.clock(kind);
        const invoke = (request: unknown) => clock.invocation(() => replayer.invoke(request));
        const totals = await replay(invoke, dryRun, (read) => progress.count(read, events.count, 'files read'));
        const step = clock.end(dryRun ? totals.filesRead : totals.published);
        await replayer.stop();
        this.setting.metrics.addPrinted(replayer.output);
        this.setting.metrics.addInvocations(this.replayerSettings.name, step);
        return { totals, step, metrics: readEmbeddedMetrics(replayer.output) };
      },
      ({ totals, step }) => {
        const published = dryRun ? '' : `, ${totals.published} records published`;
        return `${totals.filesRead} files read${published} in ${step.seconds.toFixed(1)} s`;
      },
    );
  }

  private async readSerially(): Promise<{ times: ReadonlyMap<string, SerialReads>; step: Step }> {
    const { place } = this.setting;
    return this.step(
      'some files, one after another',
      async () => {
        const samples = await Promise.all(
          this.sizeClasses().map(async ({ name, prefix }) => [name, await sampleOf(join(this.mount, prefix))] as const),
        );
        // Looking for the files was a look-up of each of them already.
        await place.makeCold();
        const clock = this.clock('serial');
        const times = new Map<string, SerialReads>();
        for (const [name, paths] of samples) times.set(name, await readSerially(paths, place.makesCold));
        const reads = [...times.values()].reduce((sum, { first, second }) => sum + first.length + second.length, 0);
        return { times, step: clock.end(reads) };
      },
      ({ step }) => `${step.records} reads in ${step.seconds.toFixed(1)} s`,
    );
  }

  private async compare(): Promise<{ comparison: Comparison; step: Step }> {
    const { broker, events, partitions, progress } = this.setting;
    const what =
      this.fidelity === 'value' ? 'value, partition, order' : 'key, value, headers, timestamp, partition, order';
    return this.step(
      `compare with what was produced: ${what}`,
      async () => {
        // The same group in every pass: each goes on where the one before ended.
        const topic = this.replayerSettings.environment.TARGET_TOPIC;
        const group = await joinConsumerGroup(broker, topic, 'comparison', 'earliest');
        const clock = this.clock('compare');
        const comparison = new Comparison(events, partitions, this.fidelity);
        const ends = new Map<string, number>();
        for (let seen = 0; ; seen++) {
          const record = await group.next(seen < events.count ? MISSING_AFTER_MS : SURPLUS_WITHIN_MS);
          if (record === undefined) break;
          comparison.add(record);
          ends.set(`${topic}-${record.partition}`, Number(record.offset) + 1);
          progress.count(seen + 1, events.count, 'records compared');
        }
        comparison.finish();
        const step = clock.end(comparison.compared);
        await group.commit(ends);
        await group.close();
        return { comparison, step };
      },
      ({ comparison: { compared, differences } }) =>
        differences === 0 ? `${compared} records equal` : `${differences} DIFFERENCES`,
    );
  }

  private async classResults(
    written: readonly MetricValues[],
    first: readonly MetricValues[],
    second: readonly MetricValues[],
    serial: ReadonlyMap<string, SerialReads>,
  ): Promise<ClassResult[]> {
    const latency = (metrics: readonly MetricValues[], metric: string, FunctionName: string, SizeClass: string) =>
      summarize(valuesOfMetric(metrics, metric, { FunctionName, SizeClass }));
    const [ingest, replayer] = [this.ingestSettings.name, this.replayerSettings.name];
    return Promise.all(
      this.sizeClasses().map(async ({ name, prefix }) => {
        const { files, bytes } = await countFiles(join(this.mount, prefix));
        return {
          ...{ name, files, bytes },
          write: latency(written, 'WriteLatencyMs', ingest, name),
          firstRead: latency(first, 'ReadLatencyMs', replayer, name),
          secondRead: latency(second, 'ReadLatencyMs', replayer, name),
          serialFirstRead: summarize(serial.get(name)?.first ?? []),
          serialSecondRead: summarize(serial.get(name)?.second ?? []),
        };
      }),
    );
  }

  private async leftovers(): Promise<string[]> {
    const { leftovers } = await countFiles(this.mount);
    return unless(leftovers.length === 0, `${leftovers.length} temporary files left over, e.g. ${leftovers[0]}`);
  }

  private sizeClasses(): readonly SizeClass[] {
    return JSON.parse(this.ingestSettings.environment.SIZE_CLASSES);
  }

  /** The function as the template has it, but for the mount and its surroundings. */
  private settingsWith(variable: string): FunctionSettings {
    const settings = this.app.functionWith(variable);
    const environment = { ...settings.environment, ...this.setting.surroundings, MOUNT_PATH: this.mount };
    return { ...settings, environment };
  }

  private clock(kind: StepKind): StepClock {
    return new StepClock(kind, () => this.setting.progress.seconds);
  }

  private step<T>(title: string, work: () => Promise<T>, sentence: (result: T) => string): Promise<T> {
    return this.setting.progress.step(`${this.fidelity}: ${title}`, work, sentence);
  }
}

function inOrder(steps: readonly Step[]): Step[] {
  return [...steps].sort((a, b) => a.startedAt - b.startedAt);
}

function replayProblems({ filesRead, errors }: ReplayTotals, expected: number): string[] {
  return [
    ...unless(filesRead === expected, `the replayer read ${filesRead} of ${expected} files`),
    ...unless(errors === 0, `the replayer reported ${errors} errors`),
  ];
}

function unless(holds: boolean, problem: string): string[] {
  return holds ? [] : [problem];
}
