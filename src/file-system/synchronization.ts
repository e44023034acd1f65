import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3files from 'aws-cdk-lib/aws-s3files';
import { CfnResource, Duration, Lazy, Names, Stack, Token, TokenComparison } from 'aws-cdk-lib/core';
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  type AwsSdkCall,
  PhysicalResourceId,
} from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { constructError } from '../construct-error';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import type { ImportDataRule } from '../interfaces/import-data-rule';
import { BOOLEAN, checkProperties, having } from '../property-check';
import { fileSystemOf } from './file-system-reference';
import { claimSynchronization } from './synchronization-registry';
import { SynchronizationRules } from './synchronization-rules';

/**
 * The rules of a file system, applied in the same deployment.
 */
export interface S3FilesSynchronizationProps {
  /**
   * The file system whose rules these are. It can be an imported one; all its rules are replaced by these.
   */
  readonly fileSystem: s3files.IFileSystemRef;

  /**
   * What is imported, and when. At most 10 rules, the root's among them, which is added where none is given.
   *
   * @default - the root's rule only
   */
  readonly importDataRules?: ImportDataRule[];

  /**
   * How long after its last access a file's data leaves the fast storage: 1 to 365 days.
   *
   * @default Duration.days(30)
   */
  readonly dataExpiration?: Duration;

  /**
   * Whether the custom resource installs the newest AWS SDK before it calls the service. With `false` the SDK in
   * Lambda's Node.js runtime must know Amazon S3 Files.
   *
   * @default true
   */
  readonly installLatestAwsSdk?: boolean;
}

const SERVICE = '@aws-sdk/client-s3files';
const VERSION = 'latestVersionNumber';

/**
 * Applies synchronization rules to a file system by the chain Init -> Get -> Put, because the service's
 * `PutSynchronizationConfiguration` is optimistic: it refuses an update without the current version.
 *
 * - **Init** puts the rules without a version. On a file system that has none yet this makes the first version, which Get
 *   needs; everywhere else it is a conflict, which is ignored.
 * - **Get** reads the version. It runs again whenever the rules change, because their text is one of its properties.
 * - **Put** puts the rules with that version, so that a change made by somebody else in between fails the deployment.
 *
 * All physical ids are constant: with a hash in one, CloudFormation's clean-up after an update would delete what the
 * update has just put. Nothing is called on delete: a file system cannot be without rules.
 *
 * docs/decisions/0001-synchronization-by-custom-resource.md weighs this against the CloudFormation property.
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

  constructor(scope: Construct, id: string, props: S3FilesSynchronizationProps) {
    super(scope, id);
    checkProperties(this, props, {
      fileSystem: { shape: having('fileSystemRef', 'a file system'), required: true },
      installLatestAwsSdk: { shape: BOOLEAN },
    });
    this.fileSystem = fileSystemOf(this, props.fileSystem);
    this.installLatestAwsSdk = props.installLatestAwsSdk ?? true;
    this.rules = new SynchronizationRules(this, this.fileSystem.prefix ?? '', props);
    validateAccount(this, this.fileSystem);
    claimSynchronization(this.fileSystem, this);

    const init = this.call('Init', { ...this.putCall(), ignoreErrorCodesMatching: '^ConflictException$' });
    const get = this.call('Get', {
      action: 'getSynchronizationConfiguration',
      parameters: { fileSystemId: this.fileSystem.fileSystemId },
      outputPaths: [VERSION], // the whole answer can pass the 4 KB that CloudFormation takes
    });
    get.node.addDependency(init);
    callAgainWhenChanged(get, 'Rules', this.renderedText());
    // A reference, not `getResponseField`: that one renders in quotes, and the service refuses a string.
    const version = Token.asNumber(get.getResponseFieldReference(VERSION));
    this.call('Put', this.putCall(version));
  }

  /**
   * Adds a rule. The same rule twice counts once.
   *
   * @throws if the prefix has a rule with other settings, is outside the file system, or is an eleventh
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
      physicalResourceId: PhysicalResourceId.of(`${Names.uniqueId(this)}${id}`),
    };
    return new AwsCustomResource(this, id, {
      resourceType: 'Custom::S3FilesSynchronization',
      onCreate: sdkCall,
      onUpdate: sdkCall,
      installLatestAwsSdk: this.installLatestAwsSdk,
      // Of all custom resources of this kind in a stack the first one decides; npm needs the memory and the time.
      memorySize: 512,
      timeout: Duration.minutes(5),
      policy: AwsCustomResourcePolicy.fromStatements([
        new iam.PolicyStatement({
          actions: [`s3files:${call.action.charAt(0).toUpperCase()}${call.action.slice(1)}`],
          resources: [this.fileSystem.fileSystemArn],
        }),
      ]),
    });
  }

  /** An imported file system may be in another Region, whose endpoint is to be asked. */
  private regionElsewhere(): string | undefined {
    const { region } = this.fileSystem.env;
    return Token.compareStrings(region, Stack.of(this).region) === TokenComparison.DIFFERENT ? region : undefined;
  }

  /** Rendered at synth and again, where a rule holds a token, at deploy: a hash taken at synth would miss that change. */
  private renderedText(): string {
    return Lazy.uncachedString({ produce: () => Stack.of(this).toJsonString(this.rules.render()) });
  }
}

function validateAccount(scope: Construct, { node, env }: IS3FilesFileSystem): void {
  const { account } = Stack.of(scope);
  if (Token.compareStrings(env.account, account) === TokenComparison.DIFFERENT) {
    throw constructError(
      scope,
      `file system '${node.path}' is in account '${env.account}', whose rules cannot be set from '${account}': define S3FilesSynchronization in a stack of that account`,
    );
  }
}

type SdkCall = Pick<AwsSdkCall, 'action' | 'parameters' | 'outputPaths' | 'ignoreErrorCodesMatching'>;

/** CloudFormation calls a resource again only if one of its properties has changed, so the text becomes one of them. */
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
