import { createTopics, forbid } from './kafka-client';
import { moveLeader, partitionStates } from './leaders';
import { readTopics } from './read-topics';

/** The operations of a process with the Kafka client for one that runs on an older Node.js. */
export const OPERATIONS = { createTopics, forbid, readTopics, partitionStates, moveLeader };

export type Operations = typeof OPERATIONS;

export interface OperationRequest {
  readonly name: keyof Operations;
  readonly args: readonly unknown[];
}

export type OperationReply = { readonly result: unknown } | { readonly error: string };
