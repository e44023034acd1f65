import type { IConstruct } from 'constructs';

/**
 * Makes the error that a construct throws: the sentence, and the path of the construct in the tree, so that who reads
 * it in the output of `cdk synth` finds the place in the app.
 *
 * @param scope the construct that was given the wrong value
 * @param message one lower-case sentence: the value that was given, why it cannot be, and how to mend it
 */
export function constructError(scope: IConstruct, message: string): Error {
  return new Error(`${message} (at ${scope.node.path || 'the root of the app'})`);
}
