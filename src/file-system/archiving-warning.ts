import * as s3 from 'aws-cdk-lib/aws-s3';
import { Annotations, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { bucketPath } from './bucket';

/**
 * The storage classes of objects that must be restored before they are read, so that files there cannot be read through a
 * file system. Glacier Instant Retrieval is not among them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/archived-objects.html
 */
const ARCHIVES = ['GLACIER', 'DEEP_ARCHIVE', 'ARCHIVE_ACCESS', 'DEEP_ARCHIVE_ACCESS'];

/** A bucket's settings, as far as they are looked at, rendered for the template. */
interface BucketProperties {
  readonly LifecycleConfiguration?: { readonly Rules?: readonly LifecycleRule[] };
  readonly IntelligentTieringConfigurations?: readonly {
    readonly Id?: unknown;
    readonly Status?: unknown;
    readonly Tierings?: readonly { readonly AccessTier?: unknown }[];
  }[];
}

interface LifecycleRule {
  readonly Id?: unknown;
  readonly Prefix?: unknown;
  readonly Status?: unknown;
  readonly Transition?: { readonly StorageClass?: unknown };
  readonly Transitions?: readonly { readonly StorageClass?: unknown }[];
}

interface Archiving {
  readonly id: string;
  readonly rule: string;
  readonly archive: string;
}

/** Warns at synthesis, when all rules have been added, of each that puts files where nobody can read them. */
export function warnOfArchiving(scope: Construct, bucket: s3.IBucket): void {
  scope.node.addValidation({
    validate: () => {
      const resource = bucket.node.defaultChild;
      if (s3.CfnBucket.isCfnBucket(resource)) {
        for (const { id, rule, archive } of archivingRules(propertiesOf(resource))) {
          Annotations.of(scope).addWarningV2(
            `cdk-s3files:bucketArchivesFiles:${id}`,
            `${rule} of bucket '${bucketPath(bucket)}' moves objects to ${archive}, where Amazon S3 Files cannot read them until they are restored: choose a class that is read at once, such as GLACIER_IR, or keep the rule to keys that are no files of file system '${scope.node.path}' and acknowledge this warning`,
          );
        }
      }
      return [];
    },
  });
}

/** Earlier versions of objects are no files: what becomes of them changes nothing. */
function archivingRules(properties: BucketProperties): Archiving[] {
  const lifecycle = listOf(properties.LifecycleConfiguration?.Rules).flatMap((rule, index) => {
    const places = [...listOf(rule.Transitions), ...listOf(rule.Transition && [rule.Transition])];
    return found(
      'lifecycle rule',
      rule,
      index,
      places.map(({ StorageClass }) => StorageClass),
    );
  });
  const tiering = listOf(properties.IntelligentTieringConfigurations).flatMap((configuration, index) => {
    const places = listOf(configuration.Tierings).map(({ AccessTier }) => AccessTier);
    return found('Intelligent-Tiering configuration', configuration, index, places);
  });
  return [...lifecycle, ...tiering];
}

function found(
  kind: string,
  { Id, Status }: { readonly Id?: unknown; readonly Status?: unknown },
  index: number,
  places: readonly unknown[],
): Archiving[] {
  const archives = places.filter((place) => typeof place === 'string' && ARCHIVES.includes(place));
  return archives.length === 0 || Status === 'Disabled'
    ? []
    : [{ ...nameOf(kind, Id, index), archive: archives.join(' and ') }];
}

/** Gives each rule an id of its own, so that its warning can be acknowledged without the others. */
function nameOf(kind: string, id: unknown, index: number): Pick<Archiving, 'id' | 'rule'> {
  return typeof id === 'string' ? { id, rule: `${kind} '${id}'` } : { id: `${index}`, rule: `${kind} ${index}` };
}

/** A token in the place of a list is not looked into. */
function listOf<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) ? list : [];
}

function propertiesOf(bucket: s3.CfnBucket): BucketProperties {
  const rendered = Stack.of(bucket).resolve(bucket._toCloudFormation());
  const [resource] = Object.values<{ Properties?: BucketProperties }>(rendered.Resources);
  return resource?.Properties ?? {};
}
