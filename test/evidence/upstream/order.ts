import type { Stack } from 'aws-cdk-lib/core';
import { type Deployment, idOf } from './deployment';

/**
 * The order in which CloudFormation creates resources, over all stacks. It follows from DependsOn, references, stacks
 * that depend on others, and nested stacks, which are a resource of their parent.
 */
export class Order {
  private readonly after = new Map<string, Set<string>>();

  constructor(deployment: Deployment) {
    for (const stack of deployment.stacks) {
      for (const before of stack.dependencies) {
        this.add(begin(stack), end(before));
      }
    }
    for (const { id, stack, properties, dependsOn } of deployment.resources) {
      this.add(id, begin(stack));
      this.add(end(stack), id);
      for (const logicalId of [...dependsOn, ...referencesIn(properties)]) {
        const nested = deployment.nestedIn(stack, logicalId);
        const target = idOf(stack, logicalId);
        if (nested) {
          this.add(id, end(nested));
        } else if (deployment.find(target)) {
          this.add(id, target);
        }
      }
      const nested = deployment.nestedIn(stack, id.slice(idOf(stack, '').length));
      if (nested) {
        this.add(begin(nested), id);
      }
    }
  }

  /** Tells whether `later` is certainly created after `earlier`. */
  public waits(later: string, earlier: string): boolean {
    const seen = new Set<string>();
    const open = [later];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const next of this.after.get(node) ?? []) {
        if (next === earlier) {
          return true;
        }
        if (!seen.has(next)) {
          seen.add(next);
          open.push(next);
        }
      }
    }
    return false;
  }

  private add(later: string, earlier: string): void {
    this.after.set(later, (this.after.get(later) ?? new Set()).add(earlier));
  }
}

const begin = (stack: Stack) => `${stack.node.path} begin`;
const end = (stack: Stack) => `${stack.node.path} end`;

/** The logical ids that a value refers to. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') {
      return [inner];
    }
    return key === 'Fn::GetAtt' ? [[inner].flat()[0]] : referencesIn(inner);
  });
}
