import type { Span } from './consumed';
import type { Outcomes } from './outcomes';

/** Leaves only the first copy of each record in the spans; a gap before a record stays one. */
export function withoutRepeats(spans: readonly (readonly [number, number])[]): Span[] {
  const left: Span[] = [];
  for (const [first, last] of spans) {
    const current = left.at(-1);
    if (current === undefined || first > current[1] + 1) left.push([first, last]);
    else current[1] = Math.max(current[1], last);
  }
  return left;
}

/**
 * The offsets at which a partition began again without a reason. Records may come again only from the last acknowledged
 * batch of an invocation that did not end well, or by an invocation that lost the broker.
 */
export function wrongRepeats(
  { begunAgainAt, brokerLostAt }: Pick<Outcomes['kills'], 'begunAgainAt' | 'brokerLostAt'>,
  partition: string,
  spans: readonly Span[],
): number[] {
  const [cursors, lost] = [begunAgainAt[partition] ?? [], brokerLostAt[partition] ?? []];
  const mayBegin = (offset: number) =>
    cursors.includes(offset) || lost.some(([first, last]) => first <= offset && offset <= last);
  return spans
    .slice(1)
    .map(([first]) => first)
    .filter((offset) => !mayBegin(offset));
}
