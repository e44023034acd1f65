import { isTopicName } from '../../../../src/contract/topic';
import type { ForeignName } from './foreign-format';

/** The highest partition: Kafka has 32 bits for its number. */
const MOST_PARTITION = 2 ** 31 - 1;

type Coordinates = Pick<ForeignName, 'topic' | 'partition' | 'offset'>;

/**
 * Reads the parts of a path that are coordinates; those that are not given are not asked for.
 *
 * @returns undefined if one of them cannot be what it stands for
 */
export function coordinatesIn(parts: {
  readonly topic?: string;
  readonly partition?: string;
  readonly offset?: string;
}): Coordinates | undefined {
  const { topic, partition, offset } = parts;
  const [partitionNumber, offsetNumber] = [numberIn(partition), numberIn(offset)];
  const areSound =
    (topic === undefined || isTopicName(topic)) &&
    (partitionNumber ?? 0) <= MOST_PARTITION &&
    !Number.isNaN(offsetNumber);
  return areSound
    ? {
        ...(topic !== undefined && { topic }),
        ...(partitionNumber !== undefined && { partition: partitionNumber }),
        ...(offsetNumber !== undefined && { offset: offsetNumber }),
      }
    : undefined;
}

/** @returns NaN for what is no whole number */
function numberIn(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const value = /^\d{1,20}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}
