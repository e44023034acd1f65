import type { ExecutionRecord } from '../execution-record';
import type { MapSettings } from './settings';

/** The results of the children of a Map Run. */
export class Results {
  private readonly children: (ExecutionRecord | undefined)[];
  private readonly ended: ExecutionRecord[] = [];
  private failedItems = 0;

  /** @param inputs the children's, in order */
  constructor(
    private readonly inputs: readonly unknown[],
    private readonly batched: boolean,
  ) {
    this.children = inputs.map(() => undefined);
  }

  add(index: number, child: ExecutionRecord): void {
    this.children[index] = child;
    this.ended.push(child);
    if (child.status !== 'SUCCEEDED') this.failedItems += this.itemsIn(this.inputs[index]);
  }

  failedTooOften({ toleratedCount, toleratedPercentage }: MapSettings): boolean {
    if (this.failedItems === 0) return false;
    const items = this.inputs.reduce<number>((sum, input) => sum + this.itemsIn(input), 0);
    return this.failedItems > Math.max(toleratedCount, (items * toleratedPercentage) / 100);
  }

  /** The executions in the order in which they ended. */
  endedAs(outcome: 'SUCCEEDED' | 'FAILED'): ExecutionRecord[] {
    return this.ended.filter(({ status }) => (status === 'SUCCEEDED') === (outcome === 'SUCCEEDED'));
  }

  /** Inputs no child was begun for. */
  pending(): unknown[] {
    return this.inputs.filter((_, index) => this.children[index] === undefined);
  }

  /** The outputs in the order of the items; for a child that failed, its error. */
  outputs(): unknown[] {
    return this.children.map((child) =>
      child?.status === 'SUCCEEDED' ? child.output : { Error: child?.error, Cause: child?.cause },
    );
  }

  private itemsIn(input: unknown): number {
    return this.batched ? (input as { Items: readonly unknown[] }).Items.length : 1;
  }
}
