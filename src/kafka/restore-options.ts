/**
 * The topics and consumer groups that a function may restore.
 */
export interface RestoreOptions {
  /**
   * The topics that records are restored to: names, templates such as `restored.{topic}`, or patterns such as `restored.*`.
   *
   * They may be made, described, written and read back.
   *
   * @default - none
   */
  readonly topics?: string[];

  /**
   * Topics that may be deleted as well, since they are restored for a trial only: names, templates or patterns such as `drill.*`.
   *
   * @default - none
   */
  readonly scratchTopics?: string[];

  /**
   * The consumer groups whose offsets may be committed: names, or patterns such as `orders-*`. The topics that are committed for
   * must be among `topics` or `scratchTopics`.
   *
   * @default - none
   */
  readonly groups?: string[];
}
