/** A construct, or where one would be, as far as an error tells it. */
export interface Place {
  readonly node: { readonly path: string };
}

/** The place of a construct whose properties are checked before it is made. */
export function placeOf(scope: Place, id: string): Place {
  return { node: { path: [scope.node.path, id].filter((part) => part !== '').join('/') } };
}

/**
 * Makes the error that a construct throws: the sentence, and the path of the construct in the tree, so that who reads
 * it in the output of `cdk synth` finds the place in the app.
 *
 * @param scope the construct that was given the wrong value
 * @param message one lower-case sentence: the value that was given, why it cannot be, and how to mend it
 */
export function constructError(scope: Place, message: string): Error {
  return new Error(`${message} (at ${scope.node.path || 'the root of the app'})`);
}
