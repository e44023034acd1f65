import type { IConstruct, Node } from 'constructs';

/**
 * The construct that a reference stands for. A reference may be the construct itself, its L1 (`node.defaultChild`), the
 * construct that has it as its L1, or an object that only tells the construct's node.
 *
 * @param reference as the user gave it
 * @param isWanted recognizes the kind of construct that is looked for
 * @returns undefined if this app defines no such construct for it
 */
export function constructBehind<Wanted extends IConstruct>(
  reference: { readonly node: Node },
  isWanted: (construct: IConstruct) => construct is Wanted,
): Wanted | undefined {
  const { node } = reference;
  const itself = node.scope?.node.tryFindChild(node.id);
  const owner = node.scope?.node.defaultChild === itself ? node.scope : undefined;
  const candidates = [itself, owner, itself?.node.defaultChild];
  return candidates.filter((candidate) => candidate !== undefined).find(isWanted);
}
