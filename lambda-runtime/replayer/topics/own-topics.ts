import { listedNames } from '../../../src/contract/listed';

/**
 * The topics that must belong to one replay, since a drill deletes them in the end. A topic that exists and was not
 * made by it belongs to somebody else, such as another drill that was started at the same time.
 */
export interface OwnTopics {
  /** Tells whether an earlier attempt of the same plan has made a topic. */
  readonly has: (topic: string) => boolean;
  /** Records that a topic was made. */
  readonly add: (topic: string) => Promise<void>;
}

/** Says that topics are there which a drill was to make. */
export function foreignTopics(names: readonly string[]): string {
  return (
    `a drill makes its topics and deletes them, and these are there already: ${listedNames(names)}; another drill may be under way with them: wait for its ` +
    'end, delete them if an earlier drill was stopped, or give another target_topic'
  );
}
