import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { type IResolveContext, Lazy } from 'aws-cdk-lib/core';
import { checkProperties, objectWith } from '../property-check';
import type { S3FilesFileSystemBase } from './file-system-base';

/**
 * The policy of a file system. The service allows one for each file system; the first statement makes its resource.
 *
 * The document that the user gave is not changed, because it may be given to several file systems. Later statements are
 * kept in a second document.
 */
export class FileSystemPolicy {
  private readonly added = new iam.PolicyDocument();
  private resource?: s3files.CfnFileSystemPolicy;

  constructor(
    private readonly fileSystem: S3FilesFileSystemBase,
    private readonly given?: iam.PolicyDocument,
  ) {
    if (given) {
      this.needed();
    }
  }

  public addStatement(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    checkProperties(
      this.fileSystem,
      { statement },
      { statement: { shape: objectWith('toStatementJson', 'a PolicyStatement'), required: true } },
    );
    this.added.addStatements(statement);
    return { statementAdded: true, policyDependable: this.needed() };
  }

  private get documents(): iam.PolicyDocument[] {
    return this.given ? [this.given, this.added] : [this.added];
  }

  private needed(): s3files.CfnFileSystemPolicy {
    if (!this.resource) {
      this.resource = new s3files.CfnFileSystemPolicy(this.fileSystem, 'Policy', {
        fileSystemId: this.fileSystem.fileSystemId,
        policy: Lazy.uncachedAny({ produce: (context: IResolveContext) => this.render(context) }),
      });
      this.resource.node.addValidation({ validate: () => this.errors() });
    }
    return this.resource;
  }

  private render(context: IResolveContext): RenderedDocument {
    const statements = this.documents
      .map((document): RenderedDocument | undefined => context.resolve(document))
      .flatMap((rendered) => rendered?.Statement ?? []);
    return {
      Version: '2012-10-17',
      Statement: statements.map((statement) => this.withResource(statement, context)),
    };
  }

  /** IAM's grammar demands a resource, which the service's own examples leave out. It can only be this file system. */
  private withResource(statement: RenderedStatement, context: IResolveContext): RenderedStatement {
    return 'Resource' in statement || 'NotResource' in statement
      ? statement
      : { ...statement, Resource: context.resolve(this.fileSystem.fileSystemArn) };
  }

  private errors(): string[] {
    const errors = this.documents.flatMap((document) =>
      document.validateForResourcePolicy({ skipResourceValidation: true }),
    );
    return this.documents.every((document) => document.isEmpty)
      ? ["the file system policy has no statement: give 'fileSystemPolicy' one, or leave it out"]
      : errors;
  }
}

interface RenderedDocument {
  readonly Version: string;
  readonly Statement: RenderedStatement[];
}

type RenderedStatement = Record<string, unknown>;
