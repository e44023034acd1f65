import { AspectPriority, Aspects, type IAspect, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** A check run once at the end of synthesis. It may resolve tokens; `remembered` is a cache shared by all checks of one run. */
export type Check<T> = (remembered: T) => void;

/**
 * Runs checks on a stage after all of its aspects, just before CDK resolves the references between stacks.
 *
 * The priority of an aspect orders the aspects of one construct only. CDK goes from construct to construct, so even the
 * last aspect of a client runs before the first aspect of a construct that was defined after it. A check that resolved
 * tokens there would freeze the policy statements and the lazy values too early. Therefore this aspect moves on to the
 * construct that CDK visits last. There is one such aspect for each stage, because CDK starts anew whenever an aspect is
 * added, and gives up after a hundred times.
 */
export class AfterAspects<T> implements IAspect {
  private readonly checks: Check<T>[] = [];
  private waitsAt?: IConstruct;

  constructor(
    private readonly root: IConstruct,
    private readonly remember: () => T,
  ) {}

  /** Adds a check. CDK must still visit the given construct, or the check does not run. */
  public add(construct: IConstruct, check: Check<T>): void {
    this.checks.push(check);
    this.waitAt(construct);
  }

  public visit(node: IConstruct): void {
    const last = lastVisited(this.root);
    if (node === last) {
      const remembered = this.remember();
      for (const check of this.checks) {
        check(remembered);
      }
    } else if (this.waitsAt !== last) {
      this.waitsAt = last;
      this.waitAt(last);
    }
  }

  private waitAt(construct: IConstruct): void {
    Aspects.of(construct).add(this, { priority: AspectPriority.READONLY });
  }
}

/** The construct that CDK visits last: it visits parents before their children, and synthesizes inner stages separately. */
function lastVisited(construct: IConstruct): IConstruct {
  const child = construct.node.children.filter((candidate) => !Stage.isStage(candidate)).at(-1);
  return child ? lastVisited(child) : construct;
}
