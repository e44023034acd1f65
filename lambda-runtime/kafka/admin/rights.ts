/** Codes of operations: https://github.com/apache/kafka/blob/trunk/clients/src/main/java/org/apache/kafka/common/acl/AclOperation.java */
const CODES = { READ: 3, WRITE: 4, DELETE: 6, DESCRIBE: 8, DESCRIBE_CONFIGS: 10 } as const;

/** An operation that a broker tells whether the user may do it. */
export type ToldOperation = keyof typeof CODES;

/** The value that a broker gives in place of rights if it does not report them. */
export const NOT_TOLD = -2_147_483_648;

/**
 * Tells whether a user may do something by the rights that a broker tells, one bit for each operation (KIP-430:
 * https://cwiki.apache.org/confluence/display/KAFKA/KIP-430+-+Return+Authorized+Operations+in+Describe+Responses). Where
 * it tells nothing, the user is taken to be allowed it: doing it will show.
 */
export function mayDo(rights: number, operation: ToldOperation): boolean {
  const has = (each: ToldOperation) => (rights & (1 << CODES[each])) !== 0;
  return rights === NOT_TOLD || !has('DESCRIBE') || has(operation);
}
