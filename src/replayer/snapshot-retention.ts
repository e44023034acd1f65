import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Annotations, Duration, Lazy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { SNAPSHOTS_FOLDER } from '../contract/snapshot-keys';

/** The time for which snapshots are kept in a bucket that this library makes, unless another one is given. */
const DEFAULT_RETENTION = Duration.days(30);

/** Lets the snapshots in a bucket expire. All of them lie in one folder, so that the longest time that was asked for counts. */
export class SnapshotRetention {
  private readonly asked: Duration[] = [];
  private hasRule = false;

  /**
   * @param scope the replayer
   * @param bucket where the snapshots are
   * @param isOurs true if the replayer has made the bucket
   */
  constructor(
    private readonly scope: Construct,
    private readonly bucket: s3.IBucket,
    isOurs: boolean,
  ) {
    if (isOurs) {
      this.addRule(); // a snapshot may be taken without any schedule
    }
  }

  /**
   * Keeps snapshots for so long at least.
   *
   * @param id the id of the schedule that asks for it
   * @param retention whole days; where it is left out, nothing is asked for
   */
  public ask(id: string, retention: Duration | undefined): void {
    if (retention === undefined) return;
    this.asked.push(retention);
    if (this.asked.length > 1 && this.asked.some((each) => each.isUnresolved())) {
      throw constructError(
        this.scope,
        `schedule '${id}': 'retention' was given by several schedules, and one of them is known to the deployment only, so that nobody can tell the longest: give it once`,
      );
    }
    if (!this.hasRule && !this.addRule()) {
      Annotations.of(this.scope).addWarningV2(
        'cdk-s3files:snapshotsDoNotExpire',
        `schedule '${id}' keeps snapshots for ${retention.toHumanString()}, but the bucket '${this.bucket.node.path}' is imported and takes no rule: let objects below ${SNAPSHOTS_FOLDER} expire there, or leave 'retention' out`,
      );
    }
  }

  /** The days for which snapshots are kept; undefined in a bucket without a rule of ours, and where only the deployment knows. */
  public get knownDays(): number | undefined {
    return this.hasRule && !this.asked.some((each) => each.isUnresolved()) ? this.days() : undefined;
  }

  private addRule(): boolean {
    this.hasRule = takesRules(this.bucket);
    if (takesRules(this.bucket)) {
      const days = Lazy.number({ produce: () => this.days() });
      this.bucket.addLifecycleRule({ prefix: SNAPSHOTS_FOLDER, expiration: Duration.days(days) });
    }
    return this.hasRule;
  }

  private days(): number {
    const days = this.asked.map((each) => each.toDays());
    // A token, which nothing can be compared with, stands alone.
    return days.length > 1 ? Math.max(...days) : (days[0] ?? DEFAULT_RETENTION.toDays());
  }
}

/** A bucket that is made by the app. */
function takesRules(bucket: s3.IBucket): bucket is s3.Bucket {
  return typeof (bucket as Partial<s3.Bucket>).addLifecycleRule === 'function';
}
