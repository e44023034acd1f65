import { isPattern, matchesName } from '../../../src/contract/name-patterns';
import type { Snapshot } from './snapshot';

/** The topics and groups that somebody needs of a snapshot. */
export interface SnapshotNeeds {
  /** Names of topics. */
  readonly topics?: readonly string[];
  /** Names of groups, and patterns. */
  readonly groups?: readonly string[];
}

/**
 * Tells what a snapshot lacks, each with its kind in front, such as `topic 'orders'`.
 *
 * A pattern asks for all that match it, so that the snapshot must have been asked for all of these: that it has some of them proves
 * nothing.
 */
export function lacksOf({ topics, groups, asked }: Snapshot, needs: SnapshotNeeds = {}): string[] {
  const [topicNames, groupNames] = [topics.map(({ name }) => name), groups.map(({ id }) => id)];
  const has = (name: string, names: readonly string[], patterns: readonly string[]) =>
    isPattern(name) ? patterns.some((pattern) => takesIn(pattern, name)) : names.includes(name);
  return [
    ...(needs.topics ?? []).filter((name) => !has(name, topicNames, asked.topics)).map((name) => `topic '${name}'`),
    ...(needs.groups ?? []).filter((name) => !has(name, groupNames, asked.groups)).map((name) => `group '${name}'`),
  ];
}

/**
 * True if every name that matches the other pattern matches this one, too. For that it must match the text of the
 * other, whose `*` only a `*` of its own can match.
 */
function takesIn(pattern: string, other: string): boolean {
  return isPattern(pattern) ? matchesName(pattern, other) : pattern === other;
}
