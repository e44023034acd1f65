import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Token } from 'aws-cdk-lib/core';
import { inAccountOf } from '../bucket-account';
import { MAX_KEY_BYTES } from '../contract/limits';
import { addressOf, type SuppressionPayload } from '../contract/suppression';
import { keyInPolicy } from '../key-in-policy';
import { areDifferent } from '../known-difference';
import { literally } from '../literal-key';
import { BOOLEAN, checkProperties, GRANTEE, oneOf } from '../property-check';

/**
 * The fate of a record whose key is in a suppression list.
 */
export enum OnMatch {
  /**
   * The record is left out, and counted in `dropped`.
   */
  DROP = 'drop',

  /**
   * The record goes out with its key, its headers and no value, and is counted in `tombstoned`: a compacted topic deletes the
   * earlier records of the key.
   */
  TOMBSTONE = 'tombstone',
}

/**
 * Options of a suppression list.
 */
export interface SuppressionListOptions {
  /**
   * The fate of records whose key is in the list.
   *
   * @default OnMatch.DROP
   */
  readonly onMatch?: OnMatch;

  /**
   * True if each line is the SHA-256 of a key, as 64 hexadecimal digits with or without `sha256:` in front; false if each line is a
   * key.
   *
   * Keys that are no text can only be given as their SHA-256.
   *
   * @default - lines are keys, and a list with a line that could be a SHA-256 is refused
   */
  readonly hashed?: boolean;
}

/**
 * A list of keys whose records do not go out as they are when they are replayed, such as those of people who asked to be
 * forgotten.
 *
 * It is an object of Amazon S3 with a key a line, also compressed by gzip. Each run of a replay is bound to the SHA-256 of the
 * object: one that changes while a run goes on is refused. Records without a key match nothing, so that raw values are never
 * suppressed.
 *
 * @example
 * replayer.schedule('Nightly', {
 *   schedule: ScheduleExpression.rate(Duration.days(1)),
 *   suppress: SuppressionList.fromBucket(bucket, 'forgotten.txt', { onMatch: OnMatch.TOMBSTONE }),
 * });
 */
export class SuppressionList {
  /**
   * Names a list in a bucket.
   *
   * @param bucket the bucket, of the replayer's Region
   * @param key the key of the object
   * @param options what its lines are, and what becomes of records @default - lines are keys, and records are left out
   * @returns the list
   * @throws if the bucket, the key or an option is missing or of another type, or if the key is empty or too long
   */
  public static fromBucket(bucket: s3.IBucket, key: string, options: SuppressionListOptions = {}): SuppressionList {
    checkProperties<SuppressionListOptions>('SuppressionList.fromBucket', options, {
      onMatch: { shape: oneOf('OnMatch', OnMatch) },
      hashed: { shape: BOOLEAN },
    });
    if (typeof (bucket as s3.IBucket | undefined)?.arnForObjects !== 'function') {
      throw new Error(`SuppressionList.fromBucket: 'bucket' is ${String(bucket)}: give a Bucket`);
    }
    if (typeof key !== 'string' || key === '') {
      throw new Error(
        `SuppressionList.fromBucket: 'key' is ${JSON.stringify(key)}: give the key of an object, such as 'forgotten.txt'`,
      );
    }
    if (!Token.isUnresolved(key) && Buffer.byteLength(key) > MAX_KEY_BYTES) {
      throw new Error(
        `SuppressionList.fromBucket: 'key' has ${Buffer.byteLength(key)} bytes, and Amazon S3 takes ${MAX_KEY_BYTES}: give a shorter one`,
      );
    }
    return new SuppressionList(bucket, key, options);
  }

  private constructor(
    private readonly bucket: s3.IBucket,
    private readonly key: string,
    private readonly options: SuppressionListOptions,
  ) {}

  /**
   * Grants reading the list, and nothing else of its bucket: `s3:GetObject` on the object, and `kms:Decrypt` on the bucket's key, if
   * it has one.
   *
   * A schedule grants it to its replayer. For replays that are started by hand, grant it to `replayer.function`. A bucket of
   * another account must allow it as well, in its own policy.
   *
   * @param grantee the identity that reads the list
   * @returns the grant, which tells whether a policy took it
   * @throws if the grantee is missing
   */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    checkProperties('SuppressionList.grantRead', { grantee }, { grantee: { shape: GRANTEE, required: true } });
    const { bucket } = this;
    const object = bucket.arnForObjects(literally(this.key));
    const read = iam.Grant.addToPrincipal({
      grantee,
      actions: ['s3:GetObject'],
      resourceArns: [object],
      conditions: inAccountOf(bucket),
    });
    if (!bucket.encryptionKey) {
      return read;
    }
    const { resourceArns, conditions } = keyInPolicy(bucket.encryptionKey);
    return read.combine(
      iam.Grant.addToPrincipal({
        grantee,
        actions: ['kms:Decrypt'],
        resourceArns,
        conditions: {
          ...conditions,
          StringEquals: { 'kms:ViaService': `s3.${bucket.env.region}.amazonaws.com` },
          // With an S3 Bucket Key the context is the bucket, without it the object.
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket.bucketArn, object] },
        },
      }),
    );
  }

  /**
   * The list as the function is told it.
   *
   * @internal
   */
  public _render(): SuppressionPayload {
    const { onMatch, hashed } = this.options;
    return {
      keys: addressOf({ bucket: this.bucket.bucketName, key: this.key }),
      ...(hashed !== undefined && { hashed }),
      on_match: onMatch ?? OnMatch.DROP,
    };
  }

  /**
   * The Region of the bucket, if it is known to be another one.
   *
   * @internal
   */
  public _otherRegion(region: string): string | undefined {
    return areDifferent(this.bucket.env.region, region) ? this.bucket.env.region : undefined;
  }
}
