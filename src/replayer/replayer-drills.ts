import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Annotations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { KafkaCluster } from '../kafka/cluster';
import { DrillSchedule } from './drill-schedule';
import type { DrillScheduleOptions } from './drill-schedule-options';
import { DrillWatch } from './drill-watch';
import { LateList } from './late-list';
import type { ReplayWorkflow } from './replay-workflow';

interface DrillResources {
  readonly function: lambda.Function;
  readonly cluster: KafkaCluster;
  readonly workflow: ReplayWorkflow;
}

/** The drills of a replayer, with what they share: their rights, and the watch that looks how long ago they have succeeded. */
export class ReplayerDrills {
  private readonly watches = new LateList<DrillWatch>();
  /** The ids of drills, by the topics that they restore into. */
  private readonly byTopics = new Map<string, string>();

  constructor(
    private readonly replayer: Construct,
    private readonly resources: DrillResources,
  ) {}

  /** @param options checked already */
  public add(id: string, options: DrillScheduleOptions): DrillSchedule {
    const { cluster, workflow, function: fn } = this.resources;
    this.warnOfSameTopics(id, options.into);
    const schedule = new DrillSchedule(this.replayer, id, workflow.stateMachine, options);
    schedule.schedule.node.addDependency(workflow.children); // or one that is started at once may not have it yet
    cluster._grantRestore(fn, { scratchTopics: [options.into] });
    if (this.byTopics.size === 0) {
      workflow.grantDrills(fn);
    }
    this.byTopics.set(options.into, id);
    if (options.enabled ?? true) {
      this.watch(id);
    }
    return schedule;
  }

  /** The schedule of the watch; undefined as long as there is no drill that is switched on. */
  public get watchSchedule(): scheduler.Schedule | undefined {
    return this.watches.all[0]?.schedule;
  }

  /** Does something once there is a drill that is switched on, at once or later. */
  public onceWatched(then: () => void): void {
    this.watches.forEach(then);
  }

  /** All drills have one watch: nothing is expected of those that are switched off. */
  private watch(id: string): void {
    const [watch = new DrillWatch(this.replayer, 'DrillWatch', this.resources.function)] = this.watches.all;
    watch.add(id);
    if (this.watches.all.length === 0) {
      this.watches.add(watch);
    }
  }

  /** Warns if two drills restore into the same topics, since each makes its topics and is refused if they exist. */
  private warnOfSameTopics(id: string, into: string): void {
    const other = this.byTopics.get(into);
    if (other !== undefined) {
      Annotations.of(this.replayer).addWarningV2(
        `cdk-s3files:sameDrillTopics${id}`,
        `drill '${id}' restores into '${into}' as drill '${other}' does: where one starts before the other has ended, it is refused; give each its own, such as '${id.toLowerCase()}.{topic}'`,
      );
    }
  }
}
