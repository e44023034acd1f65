import { conflict } from './s3files-error';
import { type FreshModel, type PutReading, SynchronizationState } from './s3files-synchronization';

export interface FileSystemOptions {
  /** @default 'version 1' */
  readonly fresh?: FreshModel;
  /** @default 'strict' */
  readonly put?: PutReading;
  /** The part of the bucket the file system is for. @default '' - all of it */
  readonly prefix?: string;
  /** The number of calls for which it is still being created. @default 0 */
  readonly creatingFor?: number;
}

/** One file system as the service holds it. What takes time there takes a number of calls here. */
export class FileSystemState {
  readonly synchronization: SynchronizationState;
  private creatingFor: number;
  private pendingExports = 0;

  constructor(
    readonly id: string,
    readonly arn: string,
    { fresh = 'version 1', put = 'strict', prefix = '', creatingFor = 0 }: FileSystemOptions,
  ) {
    this.synchronization = new SynchronizationState(prefix, fresh, put);
    this.creatingFor = creatingFor;
  }

  get status(): 'available' | 'creating' {
    return this.creatingFor > 0 ? 'creating' : 'available';
  }

  /** Clients have written files that are not in the bucket yet. */
  write(files: number): void {
    this.pendingExports += files;
  }

  /** Time goes by: creation comes nearer to its end, and one file is exported. */
  tick(): void {
    this.creatingFor = Math.max(0, this.creatingFor - 1);
    this.pendingExports = Math.max(0, this.pendingExports - 1);
  }

  put(request: Record<string, unknown>): void {
    if (this.status === 'creating') throw conflict(`File system ${this.id} is being created.`);
    this.synchronization.replace(request);
  }

  /** The service's words, from https://github.com/hashicorp/terraform-provider-aws/issues/48725. */
  requireNothingToExport(): void {
    if (this.pendingExports === 0) return;
    throw conflict(
      `File system '${this.id}' has data pending export to S3. Use forceDelete=true to force delete without exporting pending data.`,
      'FileSystemHasPendingExport',
    );
  }
}
