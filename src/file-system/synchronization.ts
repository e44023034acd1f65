import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { CfnResource, Duration, Lazy, Names, Stack, Token } from 'aws-cdk-lib/core';
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  type AwsSdkCall,
  PhysicalResourceId,
} from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { logTo } from '../custom-resource-log';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import type { ImportDataRule } from '../interfaces/import-data-rule';
import { areDifferent } from '../known-difference';
import { BOOLEAN, checkProperties, having, LOG_GROUP } from '../property-check';
import { constructBehind } from './construct-behind';
import { fileSystemOf } from './file-system-reference';
import { claimSynchronization } from './synchronization-registry';
import { SynchronizationRules } from './synchronization-rules';

/**
 * Properties of `S3FilesSynchronization`.
 */
export interface S3FilesSynchronizationProps {
  /**
   * The file system whose rules these are: all its rules are replaced by these. It may be an imported file system, a
   * `CfnFileSystem`, or a construct of another library.
   */
  readonly fileSystem: s3files.IFileSystemRef;

  /**
   * The rules of what is imported, and when: at most 10, including the rule of the root. If no rule is given for the root,
   * the service's default is added: files below 128 KiB, on the first access to their directory. If there would be more than
   * 10 then, the root takes the setting that most of them ask for, and those that say no more than the root are left out.
   *
   * @default - the root's rule only
   */
  readonly importDataRules?: ImportDataRule[];

  /**
   * The time after its last access at which a file's data leaves the fast storage: 1 to 365 whole days.
   *
   * @default Duration.days(30)
   */
  readonly dataExpiration?: Duration;

  /**
   * Installs the newest AWS SDK before the custom resource calls the service. With `false`, the SDK of Lambda's Node.js
   * runtime must know Amazon S3 Files.
   *
   * The default is `true` because it could not be seen without an AWS account whether that SDK has the client of Amazon S3
   * Files; where it has not, the deployment fails with `Package @aws-sdk/client-s3files does not exist`. With `true` the
   * function needs a way to the npm registry.
   *
   * @default true
   */
  readonly installLatestAwsSdk?: boolean;

  /**
   * The log group of the function that runs the custom resource. One function runs all custom resources of this kind in a
   * stack (`AwsCustomResource`), so all of them log there.
   *
   * @default - the group that Lambda makes with the first line, which nothing deletes
   */
  readonly logGroup?: logs.ILogGroup;
}

const SERVICE = '@aws-sdk/client-s3files';
const VERSION = 'latestVersionNumber';

/**
 * Synchronization rules of a file system, applied by custom resources in the same deployment.
 *
 * The service refuses an update of the rules (`PutSynchronizationConfiguration`) that does not name their current version.
 * Therefore three calls follow each other:
 *
 * - **Init** puts the rules without a version. On a file system without rules this makes the first version, which Get needs.
 *   On every other file system the service answers with a conflict, which is ignored.
 * - **Get** reads the version. It runs again whenever the rules change, because their text is one of its properties.
 * - **Put** puts the rules with that version. If somebody else changed the rules in between, the deployment fails.
 *
 * Deleting this construct calls nothing: the rules stay, because a file system cannot be without rules.
 *
 * @example
 * const imported = S3FilesFileSystem.fromFileSystemAttributes(this, 'Imported', {
 *   fileSystemId: 'fs-0123456789abcdef0',
 * });
 * new S3FilesSynchronization(this, 'Synchronization', {
 *   fileSystem: imported,
 *   importDataRules: [{ prefix: 'hot/', sizeLessThan: Size.mebibytes(2) }],
 * });
 */
export class S3FilesSynchronization extends Construct {
  private readonly fileSystem: IS3FilesFileSystem;
  private readonly rules: SynchronizationRules;
  private readonly installLatestAwsSdk: boolean;
  private readonly logGroup?: logs.ILogGroup;

  /**
   * @param scope the construct to define it in
   * @param id the id in that scope
   * @param props the file system and its rules
   * @throws Error if another construct has the rules of the file system already, if the file system is in another account, or
   *   if a rule is outside the limits that are said there
   */
  constructor(scope: Construct, id: string, props: S3FilesSynchronizationProps) {
    super(scope, id);
    checkProperties(this, props, {
      fileSystem: { shape: having('fileSystemRef', 'a file system'), required: true },
      installLatestAwsSdk: { shape: BOOLEAN },
      logGroup: { shape: LOG_GROUP },
    });
    this.fileSystem = fileSystemOf(this, props.fileSystem);
    this.installLatestAwsSdk = props.installLatestAwsSdk ?? true;
    this.logGroup = props.logGroup;
    this.rules = new SynchronizationRules(this, this.fileSystem.prefix ?? '', props);
    validateAccount(this, this.fileSystem);
    claimSynchronization(this.fileSystem, this);
    refuseNativeRules(this, props.fileSystem);

    const init = this.call('Init', { ...this.putCall(), ignoreErrorCodesMatching: '^ConflictException$' });
    const get = this.call('Get', {
      action: 'getSynchronizationConfiguration',
      parameters: { fileSystemId: this.fileSystem.fileSystemId },
      outputPaths: [VERSION], // the whole answer may be larger than the 4 KB that CloudFormation accepts
    });
    get.node.addDependency(init);
    callAgainWhenChanged(get, 'Rules', this.renderedText());
    // A reference: `getResponseField` would render the version as a string, which the service refuses.
    const version = Token.asNumber(get.getResponseFieldReference(VERSION));
    this.call('Put', this.putCall(version));
  }

  /**
   * Adds a rule. Adding the same rule twice changes nothing.
   *
   * @param rule the rule; its prefix is a key of the bucket
   * @throws Error if the prefix has a rule with other settings already or is outside the file system's prefix, or if the rule
   *   is the eleventh that says something of its own
   */
  public addImportDataRule(rule: ImportDataRule): void {
    this.rules.add(rule);
  }

  private putCall(version?: number): SdkCall {
    return {
      action: 'putSynchronizationConfiguration',
      parameters: {
        fileSystemId: this.fileSystem.fileSystemId,
        importDataRules: Lazy.uncachedAny({ produce: () => this.rules.render().importDataRules }),
        expirationDataRules: Lazy.uncachedAny({ produce: () => this.rules.render().expirationDataRules }),
        [VERSION]: version,
      },
    };
  }

  private call(id: string, call: SdkCall): AwsCustomResource {
    const sdkCall: AwsSdkCall = {
      ...call,
      service: SERVICE,
      region: this.regionElsewhere(),
      // Constant: if the id changed in an update, CloudFormation would delete the resource of the old id afterwards.
      physicalResourceId: PhysicalResourceId.of(`${Names.uniqueId(this)}${id}`),
    };
    const resource = new AwsCustomResource(this, id, {
      resourceType: 'Custom::S3FilesSynchronization',
      onCreate: sdkCall,
      onUpdate: sdkCall,
      installLatestAwsSdk: this.installLatestAwsSdk,
      // One function runs all custom resources of this kind in a stack, with the settings of the first one. The
      // installation by npm needs the memory and the time.
      memorySize: 512,
      timeout: Duration.minutes(5),
      policy: AwsCustomResourcePolicy.fromStatements([
        new iam.PolicyStatement({
          actions: [`s3files:${call.action.charAt(0).toUpperCase()}${call.action.slice(1)}`],
          resources: [this.fileSystem.fileSystemArn],
        }),
      ]),
    });
    logTo(resource, this.logGroup);
    return resource;
  }

  /** The Region of an imported file system, if it is known to be another one than the stack's. */
  private regionElsewhere(): string | undefined {
    const { region } = this.fileSystem.env;
    return areDifferent(region, Stack.of(this).region) ? region : undefined;
  }

  /** The text of the rules. It may hold tokens: a hash made at synthesis would not change with their values. */
  private renderedText(): string {
    return Lazy.uncachedString({ produce: () => Stack.of(this).toJsonString(this.rules.render()) });
  }
}

/** An L1 that has rules of its own would set them in the same deployment, and one set replaces the other. */
function refuseNativeRules(scope: Construct, fileSystem: s3files.IFileSystemRef): void {
  const resource = constructBehind(fileSystem, s3files.CfnFileSystem.isCfnFileSystem);
  if (resource?.synchronizationConfiguration !== undefined) {
    throw constructError(
      scope,
      `file system '${resource.node.path}' has a 'synchronizationConfiguration' of its own, and one set of rules replaces the other: give all rules in one of the two places`,
    );
  }
}

function validateAccount(scope: Construct, { node, env }: IS3FilesFileSystem): void {
  const { account } = Stack.of(scope);
  if (areDifferent(env.account, account)) {
    throw constructError(
      scope,
      `file system '${node.path}' is in account '${env.account}', whose rules cannot be set from '${account}': define S3FilesSynchronization in a stack of that account`,
    );
  }
}

type SdkCall = Pick<AwsSdkCall, 'action' | 'parameters' | 'outputPaths' | 'ignoreErrorCodesMatching'>;

/** Makes a text a property of the resource: CloudFormation calls a resource again only if one of its properties changed. */
function callAgainWhenChanged(resource: AwsCustomResource, property: string, text: string): void {
  const cfnResource = resource.node.defaultChild?.node.defaultChild;
  if (!CfnResource.isCfnResource(cfnResource)) {
    throw constructError(
      resource,
      `custom resource '${resource.node.path}' has no CloudFormation resource: this version of aws-cdk-lib builds AwsCustomResource in another way, use one within the peer range`,
    );
  }
  cfnResource.addPropertyOverride(property, text);
}
