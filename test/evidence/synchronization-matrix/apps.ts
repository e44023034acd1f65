import { CfnParameter, CfnResource, Duration, type RemovalPolicy, Size, type Stack } from 'aws-cdk-lib/core';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { LocalCloud } from '../../../local/cloudformation/local-cloud';
import { FAILING_RESOURCE } from '../../../local/cloudformation/other-handlers';
import type { SynchronizationRules } from '../../../local/s3files/s3files-synchronization';
import { S3FilesFileSystem } from '../../../src/file-system/file-system';
import { S3FilesSynchronization } from '../../../src/file-system/synchronization';
import { SynchronizationMode } from '../../../src/file-system/synchronization-configuration';
import { type ImportDataRule, ImportDataRuleTrigger } from '../../../src/interfaces/import-data-rule';

/** The two ways in which the library applies rules. */
export const SCHEMES = ['custom resource', 'property'] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface AppOptions {
  readonly scheme: Scheme;
  /** The app's rules, by name; `parameter` has a prefix that only the deployment knows. */
  readonly rules: 'A' | 'B' | 'C' | 'none' | 'parameter';
  /** True if a resource that waits for the file system and its rules fails. @default false */
  readonly laterFails?: boolean;
  readonly prefix?: string;
  readonly removalPolicy?: RemovalPolicy;
  /** The file system is not the app's; the parameters `FileSystemId` and `FileSystemArn` say which one it is. */
  readonly imported?: boolean;
}

const hot = { sizeLessThan: Size.mebibytes(2), trigger: ImportDataRuleTrigger.ON_FILE_ACCESS };
const warm = { sizeLessThan: Size.kibibytes(64) };

/** Apps of one stack, each synthesized once. */
export class Apps {
  private readonly synthesized = new Map<string, CloudFormationStackArtifact>();

  constructor(private readonly cloud: LocalCloud) {}

  of(options: AppOptions): CloudFormationStackArtifact {
    const key = JSON.stringify(Object.entries(options).sort());
    const known = this.synthesized.get(key) ?? this.cloud.synthesize((stack) => define(stack, options));
    this.synthesized.set(key, known);
    return known;
  }
}

function define(stack: Stack, options: AppOptions): void {
  const rules = settings(stack, options);
  const owner = options.imported ? importFileSystem(stack, rules) : ownFileSystem(stack, options, rules);
  const later = new CfnResource(stack, 'Later', {
    type: FAILING_RESOURCE,
    properties: { Fails: options.laterFails ?? false },
  });
  later.node.addDependency(owner);
}

type Settings = { readonly importDataRules: ImportDataRule[]; readonly dataExpiration: Duration };

function ownFileSystem(stack: Stack, { scheme, prefix, removalPolicy }: AppOptions, rules: Settings | undefined) {
  const mode = scheme === 'property' ? SynchronizationMode.CLOUDFORMATION : SynchronizationMode.CUSTOM_RESOURCE;
  const fileSystem = new S3FilesFileSystem(stack, 'Files', {
    prefix,
    removalPolicy,
    synchronizationConfiguration: rules && { ...rules, mode },
  });
  (fileSystem.node.defaultChild as CfnResource).overrideLogicalId('FileSystem');
  return fileSystem;
}

function importFileSystem(stack: Stack, rules: Settings | undefined) {
  const fileSystem = S3FilesFileSystem.fromFileSystemAttributes(stack, 'Files', {
    fileSystemId: new CfnParameter(stack, 'FileSystemId').valueAsString,
    fileSystemArn: new CfnParameter(stack, 'FileSystemArn').valueAsString,
  });
  return new S3FilesSynchronization(stack, 'Rules', { fileSystem, ...rules });
}

function settings(stack: Stack, { rules, prefix = '' }: AppOptions): Settings | undefined {
  const hotRule = { ...hot, prefix: `${prefix}hot/` };
  const warmRule = { ...warm, prefix: `${prefix}warm/` };
  switch (rules) {
    case 'none':
      return undefined;
    case 'A':
      return { importDataRules: [hotRule], dataExpiration: Duration.days(30) };
    case 'B':
      return { importDataRules: [warmRule], dataExpiration: Duration.days(30) };
    case 'C':
      return { importDataRules: [hotRule, warmRule], dataExpiration: Duration.days(7) };
    case 'parameter': {
      const parameter = new CfnParameter(stack, 'HotPrefix').valueAsString;
      return { importDataRules: [{ ...hot, prefix: parameter }], dataExpiration: Duration.days(30) };
    }
  }
}

type ServedRule = SynchronizationRules['importDataRules'][number];

const served = (days: number, prefix: string, ...more: ServedRule[]): SynchronizationRules => ({
  importDataRules: [{ prefix, trigger: 'ON_DIRECTORY_FIRST_ACCESS', sizeLessThan: 131_072 }, ...more],
  expirationDataRules: [{ daysAfterLastAccess: days }],
});
const servedHot = (prefix = 'hot/'): ServedRule => ({ prefix, trigger: 'ON_FILE_ACCESS', sizeLessThan: 2_097_152 });
const servedWarm = (prefix = 'warm/'): ServedRule => ({
  prefix,
  trigger: 'ON_DIRECTORY_FIRST_ACCESS',
  sizeLessThan: 65_536,
});

/**
 * The rules that the service should hold, by their names. They are written down apart from those that the library
 * renders.
 */
export const SERVED = {
  "the service's": served(30, ''),
  A: served(30, '', servedHot()),
  B: served(30, '', servedWarm()),
  C: served(7, '', servedHot(), servedWarm()),
  'B below landing/': served(30, 'landing/', servedWarm('landing/warm/')),
  'first/': served(30, '', servedHot('first/')),
  'second/': served(30, '', servedHot('second/')),
  'by hand': {
    importDataRules: [{ prefix: '', trigger: 'ON_FILE_ACCESS', sizeLessThan: 0 }],
    expirationDataRules: [{ daysAfterLastAccess: 1 }],
  },
} satisfies Record<string, SynchronizationRules>;

/** The name of the rules that the service holds. Their order means nothing, since the most specific prefix wins. */
export function nameOf(rules: SynchronizationRules | undefined): string {
  if (!rules) return 'none';
  const [name] = Object.entries(SERVED).find(([, known]) => text(known) === text(rules)) ?? [];
  return name ?? JSON.stringify(rules);
}

function text({ importDataRules, expirationDataRules }: SynchronizationRules): string {
  return JSON.stringify([
    importDataRules.map(({ prefix, trigger, sizeLessThan }) => [prefix, trigger, sizeLessThan]).sort(),
    expirationDataRules.map(({ daysAfterLastAccess }) => daysAfterLastAccess),
  ]);
}
