import { type CfnResource, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * Refuses at synthesis what another resource of the stack has, too, and only one may have. Other stacks may be those of
 * other stages, of which only one is deployed.
 *
 * @param owner the construct that the user made, which the error belongs to
 * @param resource of which nothing is refused if its text is not known
 * @param isSameKind recognizes the resources that it is compared with
 * @param textOf what only one may have
 * @param says the error, of the text and the other resource
 */
export function refuseSameInStack<Resource extends CfnResource>(
  owner: IConstruct,
  resource: Resource,
  isSameKind: (node: IConstruct) => node is Resource,
  textOf: (resource: Resource) => string | undefined,
  says: (text: string, other: Resource) => string,
): void {
  owner.node.addValidation({
    validate: () => {
      const text = textOf(resource);
      if (text === undefined || Token.isUnresolved(text)) return [];
      const stack = Stack.of(resource);
      const other = stack.node
        .findAll()
        .filter(isSameKind)
        .find((node) => node !== resource && Stack.of(node) === stack && textOf(node) === text);
      return other ? [says(text, other)] : [];
    },
  });
}
