import type { Found } from '../kafka-topics';

/** The source offsets that stand in each partition of a topic, in the order in which they stand there. */
export function sourceOffsets(found: readonly Found[], partitions: number): number[][] {
  const sorted = [...found].sort((a, b) => a.offset - b.offset);
  return Array.from({ length: partitions }, (_, partition) =>
    sorted.filter((record) => record.partition === partition).map(sourceOffset),
  );
}

function sourceOffset({ content }: Found): number {
  const offset = /value "record (\d+)"/.exec(content)?.[1];
  if (offset === undefined) throw new Error(`this is no record of the stream: ${content}`);
  return Number(offset);
}

/** The places where a partition does not go on with the next offset: the offset before, and the one that follows it. */
export function breaks(offsets: readonly number[]): { readonly before: number; readonly after: number }[] {
  return offsets.flatMap((after, index) => {
    const before = index === 0 ? -1 : offsets[index - 1];
    return after === before + 1 ? [] : [{ before, after }];
  });
}

/** The offsets that stand there once more, as often as they do. */
export function secondCopies(offsets: readonly number[]): number[] {
  return offsets.filter((offset, index) => offsets.indexOf(offset) < index);
}
