import { ServiceError } from './s3files-error';

export type Operation =
  | 'GetFileSystem'
  | 'DeleteFileSystem'
  | 'GetSynchronizationConfiguration'
  | 'PutSynchronizationConfiguration';

export interface Fault {
  readonly operation: Operation;
  readonly error: 'AccessDeniedException' | 'ConflictException' | 'ThrottlingException';
  readonly times: number;
  /** True if only requests that name a version fail: in a chain with two Puts this is the last one. @default false */
  readonly withVersion?: boolean;
}

const ERRORS = {
  AccessDeniedException: { status: 403, message: 'The caller is not authorized to perform this action.' },
  ConflictException: { status: 409, message: 'Another operation on the file system is in progress.' },
  ThrottlingException: { status: 429, message: 'Rate exceeded.' },
};

/** Faults that a test asks for: calls that are refused, and a second writer at the worst moment. */
export class Faults {
  private asked: { fault: Fault; left: number }[] = [];
  private afterNextGet?: () => void;

  refuse(fault: Fault): void {
    this.asked.push({ fault, left: fault.times });
  }

  /** Runs once, after the next Get was answered. */
  onceAfterGet(interfere: () => void): void {
    this.afterNextGet = interfere;
  }

  clear(): void {
    this.asked = [];
    this.afterNextGet = undefined;
  }

  /** Throws if a fault was asked for. */
  strike(operation: Operation, request: Record<string, unknown>): void {
    const struck = this.asked.find(({ fault, left }) => left > 0 && concerns(fault, operation, request));
    if (!struck) return;
    struck.left -= 1;
    const { error } = struck.fault;
    throw new ServiceError(error, ERRORS[error].status, ERRORS[error].message);
  }

  interfere(): void {
    const interfere = this.afterNextGet;
    this.afterNextGet = undefined;
    interfere?.();
  }
}

function concerns(fault: Fault, operation: Operation, request: Record<string, unknown>): boolean {
  return fault.operation === operation && (!fault.withVersion || request.latestVersionNumber !== undefined);
}
