/**
 * The access of a client to a file system that it mounts.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-security-iam.html
 */
export enum MountAccess {
  /**
   * Mounting and reading: `s3files:ClientMount`.
   */
  READ = 'READ',

  /**
   * Mounting, reading and writing: `s3files:ClientMount` and `s3files:ClientWrite`.
   */
  READ_WRITE = 'READ_WRITE',

  /**
   * Reading and writing as POSIX root: `s3files:ClientRootAccess` besides the others. No client needs this at an access
   * point that sets a POSIX user.
   */
  ROOT = 'ROOT',
}

/** The actions of each level, which include those of the level below. */
const CLIENT_ACTIONS: Record<MountAccess, string[]> = {
  [MountAccess.READ]: ['s3files:ClientMount'],
  [MountAccess.READ_WRITE]: ['s3files:ClientMount', 's3files:ClientWrite'],
  [MountAccess.ROOT]: ['s3files:ClientMount', 's3files:ClientWrite', 's3files:ClientRootAccess'],
};

/** The IAM actions that an access level stands for. */
export function clientActions(access: MountAccess): string[] {
  return CLIENT_ACTIONS[access];
}
