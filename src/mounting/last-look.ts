import { AspectPriority, Aspects, type IAspect, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** May render; what is remembered is common to all the looks of one time. */
export type Look<T> = (remembered: T) => void;

/**
 * Looks at a stage when no aspect will change it any more, just before CDK resolves references.
 *
 * The priority of an aspect orders the aspects of one construct only: CDK goes from construct to construct, so that even
 * the last aspect of a client runs before the first one of what was defined behind it. Rendering that would freeze its
 * policy statements and fix its lazy values too early. So the aspect moves on to the construct that CDK visits last. There
 * is one for a stage, as CDK starts anew for each aspect that is added, and gives up after a hundred times.
 */
export class LastLook<T> implements IAspect {
  private readonly looks: Look<T>[] = [];
  private waitsAt?: IConstruct;

  constructor(
    private readonly root: IConstruct,
    private readonly remember: () => T,
  ) {}

  /** Has the stage looked at, once CDK has come to this construct. */
  public add(construct: IConstruct, look: Look<T>): void {
    this.looks.push(look);
    this.waitAt(construct);
  }

  public visit(node: IConstruct): void {
    const last = lastVisited(this.root);
    if (node === last) {
      const remembered = this.remember();
      for (const look of this.looks) {
        look(remembered);
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

/** Parents come before their children, and stages within are synthesized by themselves. */
function lastVisited(construct: IConstruct): IConstruct {
  const child = construct.node.children.filter((candidate) => !Stage.isStage(candidate)).at(-1);
  return child ? lastVisited(child) : construct;
}
