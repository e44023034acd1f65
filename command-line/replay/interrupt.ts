const INTERRUPTED = 130; // as shells have it for SIGINT

/**
 * Tells something if the program is interrupted, which ends this program alone.
 *
 * @returns a function that ends the listening
 */
export function onInterrupt(tell: () => void): () => void {
  const interrupted = () => {
    tell();
    process.exit(INTERRUPTED);
  };
  process.once('SIGINT', interrupted);
  return () => process.off('SIGINT', interrupted);
}

/** Tells how to go on with an execution that runs on. */
export function howToGoOn(arn: string): string {
  return (
    `the replay goes on. To follow it again:\n  npx cdk-s3files status --follow ${arn}\n` +
    `To stop it:\n  aws stepfunctions stop-execution --execution-arn ${arn}`
  );
}
