/**
 * The topics of a replay that are to be its own, as a drill deletes them in the end. One that is there and was not made by it is
 * somebody else's, such as another drill's that was started at the same time.
 */
export interface OwnTopics {
  /** Tells whether an earlier attempt of the same plan has made a topic. */
  readonly has: (topic: string) => boolean;
  /** Keeps in mind that a topic was made. */
  readonly add: (topic: string) => Promise<void>;
}

/** Says that topics are there which a drill was to make. */
export function foreignTopics(names: readonly string[]): string {
  const named = names.map((name) => `'${name}'`).join(', ');
  return (
    `a drill makes its topics and deletes them, and these are there already: ${named}; another drill may be under way with them: wait for its ` +
    'end, delete them if an earlier drill was stopped, or give another target_topic'
  );
}
