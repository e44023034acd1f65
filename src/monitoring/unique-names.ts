import type { IConstruct } from 'constructs';

/** Characters of the hash of a path. */
const HASH = 8;

/** Names of constructs: who has one first keeps it, and another construct has a hash of its path behind it. */
export class UniqueNames {
  private readonly owners = new Map<string, IConstruct>();

  public give(name: string, construct: IConstruct): string {
    const owner = this.owners.get(name) ?? construct;
    if (owner !== construct) {
      return this.give(`${name}-${construct.node.addr.slice(-HASH)}`, construct);
    }
    this.owners.set(name, construct);
    return name;
  }
}
