import type { PayloadValues } from '../../../src/contract/payload';
import { formatName, toldBy, unusableKeys } from '../../../src/contract/source-format';
import { isTopicTemplate } from '../../../src/contract/topic';

type Given = Omit<PayloadValues, 'ordered' | 'resume' | 'verify' | 'drill'>;

/**
 * Refuses what files of a format can never serve, before any of them is listed.
 *
 * @throws Error if the payload asks for what the files do not tell
 */
export function assertServed(given: Given): void {
  const unusable = unusableKeys(given.source_format).find(({ name }) => isGiven(given[name]));
  if (unusable !== undefined) {
    throw new Error(
      `${unusable.name} chooses records by what files of source_format ${formatName(given.source_format)} do not tell, ` +
        `${unusable.lacks}; leave it out`,
    );
  }
}

/**
 * Refuses a template of topics, and topics that are made like their sources, for files that tell none.
 *
 * @throws Error that says what to give in its place
 */
export function assertTopicsTold({ source_format: format, create_topic: creation }: Given, targetTopic: string): void {
  if (isTopicTemplate(targetTopic) && !toldBy(format).topic) {
    throw new Error(
      `target_topic '${targetTopic}' asks for the topic that records came from, which files of source_format ${formatName(format)} ` +
        'do not tell; give a target_topic without {topic}',
    );
  }
  if (creation?.likeSource && !toldBy(format).topic) {
    throw new Error(
      `create_topic makes topics like those that records came from, which files of source_format ${formatName(format)} do not tell; ` +
        'give create_topic partitions, and config if need be, in place of "like_source"',
    );
  }
}

function isGiven(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.keys(value).length > 0
    : value !== undefined;
}

/** @returns a sentence on what has no meaning for the format, though it is asked for by default */
export function remarkOn({ source_format: format, preserve_partition: preserve }: Given): string | undefined {
  return preserve && !toldBy(format).partition
    ? `preserve_partition does not apply: files of source_format ${formatName(format)} tell no partition, so that the client spreads ` +
        'the records over the partitions of the topic; in a topic of one partition they keep their order'
    : undefined;
}
