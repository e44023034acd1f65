import { Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib/core';
import type { PolledMapping, Running, WrittenFile } from '../../../src/contract/bill';

export interface Rule {
  readonly prefix: string;
  readonly sizeLessThan: number;
  readonly trigger: string;
}

export interface Mapping extends PolledMapping {
  readonly BatchSize: number;
  readonly MaximumBatchingWindowInSeconds?: number;
}

/** A file by its key in the bucket. */
export interface KeyedFile extends WrittenFile {
  readonly key: string;
}

/** Everything in a template that costs something. */
export interface Deployed extends Running {
  readonly mappings: readonly Mapping[];
  /** The variables of the function that writes. */
  readonly environment: Record<string, string>;
  readonly rules: readonly Rule[];
  readonly noncurrentDays: number;
  readonly natGateways: number;
  /** The mode in which the replayer reads, if there is a replayer. */
  readonly directRead?: string;
}

interface Resource {
  // biome-ignore lint/suspicious/noExplicitAny: properties of resources of any type
  readonly Properties: any;
}

export function deployed(stack: Stack): Deployed {
  const template = Template.fromStack(stack);
  const all = (type: string) => Object.values(template.findResources(type) as Record<string, Resource>);
  const functions = all('AWS::Lambda::Function').map(({ Properties }) => Properties);
  const ingest = only(functions.filter(({ Environment }) => Environment?.Variables.RECORD_FORMAT));
  const replayer = functions.find(({ Environment }) => Environment?.Variables.TARGET_TOPIC);
  const { importDataRules, expirationDataRules } = JSON.parse(
    only(all('Custom::S3FilesSynchronization').flatMap(({ Properties: { Rules } }) => Rules ?? [])),
  );
  const noncurrent = all('AWS::S3::Bucket').flatMap(({ Properties }) =>
    Properties.LifecycleConfiguration.Rules.flatMap(
      (rule: { NoncurrentVersionExpiration?: { NoncurrentDays: number } }) =>
        rule.NoncurrentVersionExpiration?.NoncurrentDays ?? [],
    ),
  );
  return {
    mappings: all('AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties),
    environment: ingest.Environment.Variables,
    memoryMiB: ingest.MemorySize,
    rules: importDataRules,
    expirationDays: only<{ daysAfterLastAccess: number }>(expirationDataRules).daysAfterLastAccess,
    noncurrentDays: only(noncurrent),
    natGateways: all('AWS::EC2::NatGateway').length,
    directRead: replayer?.FileSystemConfigs[0].S3FilesConfig?.DirectS3Read,
  };
}

/**
 * Tells whether a file is imported when it is read: if it is below the threshold of its rule, and always if nothing is
 * read from the bucket.
 */
export function isImported(deployed: Deployed, { key, bytes }: KeyedFile): boolean {
  return bytes < ruleOf(deployed, key).sizeLessThan || deployed.directRead !== 'ENABLED';
}

/** The rule for a file, by its key in the bucket: of those that cover it, the one with the longest prefix. */
export function ruleOf({ rules }: Deployed, key: string): Rule {
  const covering = rules.filter(({ prefix }) => key.startsWith(prefix));
  const [rule] = covering.sort((a, b) => b.prefix.length - a.prefix.length);
  if (rule === undefined) {
    throw new Error(`no synchronization rule covers ${key}`);
  }
  return rule;
}

function only<T>(found: readonly T[]): T {
  const [first] = found;
  if (first === undefined || found.length !== 1) {
    throw new Error(`one was expected, and the template has ${found.length}`);
  }
  return first;
}
