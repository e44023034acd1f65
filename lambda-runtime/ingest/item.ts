import { errorCode, errorMessage } from '../errors';
import { type SizeClass, UNCLASSIFIED } from '../files/size-class';
import type { KafkaRecord } from '../records/record';

/** Why a record was not written. */
export interface Failure {
  readonly problem: string;
  readonly sizeClass: string;
  readonly code?: string;
  readonly path?: string;
}

/** `settled`: written, or one of those that are not to be written. */
export type Outcome = 'settled' | Failure;

/** A record of the batch, and what became of it. */
export interface Item {
  /** The event's own name for its partition ("topic-0"). */
  readonly key: string;
  readonly offset: number;
  /** Decodes the record; throws where that cannot be done. */
  readonly read: () => KafkaRecord;
  outcome?: Outcome;
}

export function failure(error: unknown, sizeClass?: SizeClass, path?: string): Failure {
  return { problem: errorMessage(error), sizeClass: sizeClass?.name ?? UNCLASSIFIED, path, code: errorCode(error) };
}
