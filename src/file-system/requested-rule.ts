import type { ImportDataRule } from '../interfaces/import-data-rule';

/** An import rule, and what is known of the construct that asked for it. */
export interface RequestedRule extends ImportDataRule {
  /** The path of that construct in the tree; absent where a user has given the rule. */
  readonly requestedBy?: string;

  /** True for a rule that gives way to any other for the same prefix. */
  readonly isDefault?: boolean;
}
