import type { Stack } from 'aws-cdk-lib/core';
import { type Deployment, idOf } from './deployment';

/**
 * What CloudFormation creates after what, over all stacks: by DependsOn, by references, by stacks that depend on others,
 * and by nested stacks, which are a resource of their parent.
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

  /** Whether `later` is certainly created after `earlier`. */
  public waits(later: string, earlier: string): boolean {
    return this.path(later, earlier).length > 0;
  }

  /** Resources that wait for one another, if there are any. */
  public cycle(): string[] | undefined {
    for (const node of this.after.keys()) {
      const path = this.path(node, node);
      if (path.length > 0) {
        return path.filter((each) => !/ (begin|end)$/.test(each));
      }
    }
    return undefined;
  }

  private add(later: string, earlier: string): void {
    this.after.set(later, (this.after.get(later) ?? new Set()).add(earlier));
  }

  private path(from: string, to: string): string[] {
    const cameFrom = new Map<string, string>();
    const queue = [from];
    for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
      for (const next of this.after.get(node) ?? []) {
        if (cameFrom.has(next)) {
          continue;
        }
        cameFrom.set(next, node);
        if (next === to) {
          return trace(cameFrom, from, to);
        }
        queue.push(next);
      }
    }
    return [];
  }
}

const begin = (stack: Stack) => `${stack.node.path} begin`;
const end = (stack: Stack) => `${stack.node.path} end`;

function trace(cameFrom: Map<string, string>, from: string, to: string): string[] {
  const path = [to];
  let node = cameFrom.get(to);
  while (node !== undefined && node !== from) {
    path.unshift(node);
    node = cameFrom.get(node);
  }
  return [from, ...path];
}

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
