import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3FilesClient } from '@aws-sdk/client-s3files';
import { App, Stack } from 'aws-cdk-lib/core';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { FileSystemOptions } from '../s3files/s3files-file-system';
import { S3FilesServer } from '../s3files/s3files-server';
import { CustomResourceHandler } from './custom-resource-handler';
import { FileSystemHandler } from './file-system-handler';
import { HandlerProcess } from './handler-process';
import { FailingOnRequest, TakenForGranted } from './other-handlers';
import { StackDeployer } from './stack-deployer';
import type { RollbackReading } from './stack-update';

export interface StackOptions extends Omit<FileSystemOptions, 'prefix'> {
  /** @default 're-evaluated' */
  readonly rollback?: RollbackReading;
}

/** All that a deployment of synchronization rules needs of AWS, on this machine. */
export class LocalCloud {
  static async start(): Promise<LocalCloud> {
    const server = await S3FilesServer.start();
    try {
      return new LocalCloud(server, await HandlerProcess.start(server.endpoint));
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  private readonly assemblies: string[] = [];
  private readonly client: S3FilesClient;

  private constructor(
    readonly server: S3FilesServer,
    private readonly handler: HandlerProcess,
  ) {
    this.client = new S3FilesClient({
      endpoint: server.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      maxAttempts: 1, // who calls decides what to do about a refusal
    });
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.handler.stop();
    await this.server.close();
    await Promise.all(this.assemblies.map((directory) => rm(directory, { recursive: true, force: true })));
  }

  /** A stack that is not deployed yet, in which every new file system begins as the options say. */
  newStack({ rollback, ...options }: StackOptions = {}): StackDeployer {
    const newFileSystem = (prefix?: string) => this.server.createFileSystem({ ...options, prefix });
    const handlers = {
      fileSystem: new FileSystemHandler(this.client, newFileSystem),
      customResource: new CustomResourceHandler(this.handler),
      failing: new FailingOnRequest(),
      other: new TakenForGranted(),
    };
    return new StackDeployer(handlers, rollback);
  }

  /** Synthesizes an app of one stack, as a user would; the assembly lives until `stop`. */
  synthesize(define: (stack: Stack) => void): CloudFormationStackArtifact {
    const outdir = mkdtempSync(join(tmpdir(), 'synchronization-'));
    this.assemblies.push(outdir);
    const app = new App({ outdir });
    const stack = new Stack(app, 'Test');
    define(stack);
    return app.synth().getStackArtifact(stack.artifactId);
  }
}
