import type { App, Stack } from 'aws-cdk-lib/core';
import { newStack } from '../../constructs/support/stacks';

/** One construct in an app, whose template is checked. */
export interface Case {
  readonly name: string;
  /** Makes what a user brings (a VPC, a function), and returns what adds this library's part to it. */
  readonly prepare: (app: App) => () => void;
  /** The user's own constructs, where they are made together with the library's. */
  readonly users?: readonly string[];
}

export function inStack(name: string, prepare: (stack: Stack) => () => void): Case {
  return { name, prepare: (app) => prepare(newStack(app)) };
}
