import type { LocalCloud } from '../../../local/cloudformation/local-cloud';
import { ResourceFailed } from '../../../local/cloudformation/resource-handler';
import type { StackDeployer } from '../../../local/cloudformation/stack-deployer';
import type { StackStatus } from '../../../local/cloudformation/stack-status';
import { ROLLBACK_READINGS, type RollbackReading } from '../../../local/cloudformation/stack-update';
import type { ServedFileSystem } from '../../../local/s3files/s3files-server';
import {
  FRESH_MODELS,
  type FreshModel,
  PUT_READINGS,
  type PutReading,
} from '../../../local/s3files/s3files-synchronization';
import { type AppOptions, type Apps, nameOf, type Scheme, SERVED } from './apps';

/** The behaviour that nobody outside of AWS knows. Each way is therefore tried. */
export interface Reading {
  readonly put: PutReading;
  readonly rollback: RollbackReading;
  readonly fresh: FreshModel;
}

export const READINGS: Reading[] = PUT_READINGS.flatMap((put) =>
  ROLLBACK_READINGS.flatMap((rollback) => FRESH_MODELS.map((fresh) => ({ put, rollback, fresh }))),
);

/** The state in which a cell ends. */
export interface Ending {
  readonly status: StackStatus | 'not deployed';
  /** The name of the rules that the service holds. */
  readonly rules: string;
  readonly version?: number;
}

/** One scenario's stack, under one reading. */
export class Cell {
  readonly stack: StackDeployer;
  private imported?: ServedFileSystem;

  constructor(
    private readonly cloud: LocalCloud,
    private readonly apps: Apps,
    readonly scheme: Scheme,
    private readonly reading: Reading,
    creatingFor = 0,
  ) {
    cloud.server.faults.clear();
    this.stack = cloud.newStack({ ...reading, creatingFor });
  }

  get faults() {
    return this.cloud.server.faults;
  }

  /** Deploys, and goes on after a failure: what comes of it is for the ending to tell. */
  async deploy(app: Omit<AppOptions, 'scheme'> & Partial<AppOptions>, parameters: Record<string, string> = {}) {
    const { id = '', arn = '' } = this.imported ?? {};
    const own = { ...parameters, ...(app.imported && { FileSystemId: id, FileSystemArn: arn }) };
    await unlessFailed(this.stack.deploy(this.apps.of({ scheme: this.scheme, ...app }), own));
  }

  async delete(): Promise<void> {
    await unlessFailed(this.stack.delete());
  }

  /**
   * Does what a user does about a rollback that failed: tries again and, if that does not help, skips the resources
   * that fail.
   */
  async continueRollback(): Promise<void> {
    if (this.stack.status !== 'UPDATE_ROLLBACK_FAILED') return;
    await unlessFailed(this.stack.continueUpdateRollback());
    if (this.stack.status !== 'UPDATE_ROLLBACK_FAILED') return;
    const failed = this.stack
      .describe()
      .filter(({ status, source }) => status === 'UPDATE_FAILED' && source.Type === 'Custom::S3FilesSynchronization');
    await unlessFailed(this.stack.continueUpdateRollback(failed.map(({ logicalId }) => logicalId)));
  }

  /** Uses a file system that was made outside of the app. */
  import(creatingFor = 0): void {
    this.imported = this.cloud.server.createFileSystem({ ...this.reading, creatingFor });
  }

  changeByHand(): void {
    this.cloud.server.changeByHand(this.fileSystem, SERVED['by hand']);
  }

  write(files: number): void {
    this.cloud.server.write(this.fileSystem, files);
  }

  ending(): Ending {
    const status = this.stack.status ?? 'not deployed';
    const { server } = this.cloud;
    if (!server.exists(this.fileSystem)) return { status, rules: 'no file system' };
    return { status, rules: nameOf(server.rules(this.fileSystem)), version: server.version(this.fileSystem) };
  }

  /** The stack's; after its deletion the one that was made last. */
  private get fileSystem(): ServedFileSystem {
    if (this.imported) return this.imported;
    const has = this.stack.describe().some(({ logicalId }) => logicalId === 'FileSystem');
    return has ? this.stack.fileSystem('FileSystem') : this.cloud.server.newest();
  }
}

async function unlessFailed(operation: Promise<void>): Promise<void> {
  await operation.catch((error) => {
    if (!(error instanceof ResourceFailed)) throw error;
  });
}
