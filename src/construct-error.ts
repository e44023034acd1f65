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

/**
 * Does the work of a static method, which has no place in the tree: the errors of this library begin with the method's
 * name. A TypeError stays what it is.
 *
 * @param method such as `KafkaCluster.msk`
 * @param work what the method does
 */
export function asMethod<Result>(method: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { name, message } = error as Error;
    throw name !== 'Error' || message.startsWith(method) ? error : new Error(`${method}: ${message}`);
  }
}
