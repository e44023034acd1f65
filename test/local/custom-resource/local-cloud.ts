import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib/core';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { S3FilesServer } from '../s3files-server';
import type { FreshModel } from '../s3files-synchronization';
import { HandlerProcess } from './handler-process';
import { StackDeployer } from './stack-deployer';

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

  private constructor(
    readonly server: S3FilesServer,
    private readonly handler: HandlerProcess,
  ) {}

  async stop(): Promise<void> {
    await this.handler.stop();
    await this.server.close();
    await Promise.all(this.assemblies.map((directory) => rm(directory, { recursive: true, force: true })));
  }

  /** A stack that is not deployed yet, in which every new file system begins as the given model. */
  newStack(fresh: FreshModel = 'version 1'): StackDeployer {
    return new StackDeployer(this.handler, ({ Prefix: prefix }) =>
      this.server.createFileSystem({ fresh, prefix: prefix === undefined ? undefined : String(prefix) }),
    );
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
