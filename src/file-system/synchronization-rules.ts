import { Annotations, Duration, Size, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { type ImportDataRule, ImportDataRuleTrigger } from '../interfaces/import-data-rule';
import { checkProperties, DURATION, listOf, OBJECT, oneOf, SIZE, STRING } from '../property-check';
import type { RequestedRule } from './requested-rule';

// Limits of the service: API reference of PutSynchronizationConfiguration, and the page
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-synchronization-customizing.html
const MAX_RULES = 10;
const MAX_PREFIX_LENGTH = 1024;
const MAX_SIZE_LESS_THAN = 52_673_613_135_872;

/**
 * The service's own rule for file systems without rules. It is given for the root if the user gives no rule for the root,
 * unless there would be more rules than the service takes: then the root takes the setting that most of them ask for.
 */
const DEFAULT_ROOT_RULE = {
  sizeLessThan: Size.kibibytes(128),
  trigger: ImportDataRuleTrigger.ON_DIRECTORY_FIRST_ACCESS,
};
const DEFAULT_EXPIRATION = Duration.days(30);

/** The two lists of rules in the form of the service's API, which is also that of the L1. */
export interface RenderedRules {
  readonly importDataRules: { prefix: string; sizeLessThan: number; trigger: string }[];
  readonly expirationDataRules: { daysAfterLastAccess: number }[];
}

/** The rules that a user gives together. */
export interface RuleSettings {
  readonly importDataRules?: ImportDataRule[];
  readonly dataExpiration?: Duration;
}

type Rule = RequestedRule & Required<ImportDataRule>;

/**
 * All rules of one file system, whoever added them. They are kept in one place, because the service always replaces the
 * whole set.
 */
export class SynchronizationRules {
  private readonly rules = new Map<string, Rule>();
  private readonly days: number;

  /**
   * @param scope the construct that the rules are given to, which errors name
   * @param rootPrefix the file system's own prefix: the prefix of the root's rule, with which every rule must begin
   * @param settings the first rules, and how long data stays
   */
  constructor(
    private readonly scope: IConstruct,
    private readonly rootPrefix: string,
    settings: RuleSettings,
  ) {
    checkProperties(scope, settings, {
      importDataRules: { shape: listOf(OBJECT, 'a list') },
      dataExpiration: { shape: DURATION },
    });
    this.days = daysOf(scope, settings.dataExpiration ?? DEFAULT_EXPIRATION);
    settings.importDataRules?.forEach((rule) => {
      this.add(rule);
    });
    // Only at the end it is known which rules change nothing, as a later one may cover an earlier one.
    scope.node.addValidation({ validate: () => this.problemOfCount() });
  }

  /** Adds a rule. Adding the same rule twice changes nothing. */
  add(given: RequestedRule): void {
    checkProperties<ImportDataRule>(this.scope, given, {
      prefix: { shape: STRING, required: true },
      sizeLessThan: { shape: SIZE, required: true },
      trigger: { shape: oneOf('ImportDataRuleTrigger', ImportDataRuleTrigger) },
    });
    const rule = { ...given, trigger: given.trigger ?? DEFAULT_ROOT_RULE.trigger };
    validatePrefix(this.scope, rule.prefix, this.rootPrefix);
    validateSize(this.scope, rule);
    const present = this.rules.get(rule.prefix);
    if (present && rule.isDefault) {
      return;
    }
    if (present && !present.isDefault && !sameSettings(present, rule)) {
      throw constructError(
        this.scope,
        `prefix '${rule.prefix}' has an import rule already (${settings(present)}${requester(present)}), which ${settings(rule)}${requester(rule)} contradicts: the service takes one rule for each prefix, give both the same settings or distinct prefixes`,
      );
    }
    this.rules.set(rule.prefix, rule);
  }

  render(): RenderedRules {
    return {
      importDataRules: this.effective()
        .map(({ prefix, sizeLessThan, trigger }) => ({ prefix, sizeLessThan: sizeLessThan.toBytes(), trigger }))
        // Sorted, so that the order in which constructs add their rules changes nothing in the template.
        .sort((a, b) => (a.prefix < b.prefix ? -1 : 1)),
      expirationDataRules: [{ daysAfterLastAccess: this.days }],
    };
  }

  /**
   * The rules that are written. If the user gives no rule for the root and there are too many, the root's rule takes
   * the setting of most others, and these are left out.
   */
  private effective(): Rule[] {
    const present = this.rules.get(this.rootPrefix);
    const root = { prefix: this.rootPrefix, ...DEFAULT_ROOT_RULE };
    const written = this.below(present ?? root);
    if (present !== undefined || written.length <= MAX_RULES) {
      return written;
    }
    const common = mostCommon(written.slice(1));
    return common ? this.below({ ...root, sizeLessThan: common.sizeLessThan, trigger: common.trigger }) : written;
  }

  /** The root's rule and the others, without those that say the same as the rule that covers them. */
  private below(root: Rule): Rule[] {
    const others = [...this.rules.values()].filter(({ prefix }) => prefix !== this.rootPrefix);
    const kept = [root];
    for (const rule of others.sort((a, b) => a.prefix.length - b.prefix.length)) {
      const covering = kept.filter(({ prefix }) => rule.prefix.startsWith(prefix)).at(-1);
      // The text of a token tells neither how long it will be nor what covers it.
      if (Token.isUnresolved(rule.prefix) || covering === undefined || !sameSettings(covering, rule)) {
        kept.push(rule);
      }
    }
    return kept;
  }

  private problemOfCount(): string[] {
    const rules = this.effective();
    if (rules.length <= MAX_RULES) {
      this.warnOfLargerRoot(rules[0]);
      return [];
    }
    const named = rules.map((rule) => `'${rule.prefix}' ${settings(rule)}${requester(rule)}`).join(', ');
    return [
      `${this.scope.node.path} has ${rules.length} import rules, and the service takes ${MAX_RULES}, the root's among them: ${named}; cover several directories by one rule for their common directory or for the root '${this.rootPrefix}', and leave out the rules that then say the same; let size classes make no rule by 'cacheSizeLessThan: Size.bytes(0)'; or make another file system over the bucket`,
    ];
  }

  /**
   * Warns if the root's rule had to become larger than the service's default, since it then imports files that nobody
   * asked for. A root rule that the user gave needs no warning.
   */
  private warnOfLargerRoot(root: Rule | undefined): void {
    if (root && !this.rules.has(this.rootPrefix) && bytesOf(root) > bytesOf(DEFAULT_ROOT_RULE)) {
      Annotations.of(this.scope).addWarningV2(
        'cdk-s3files:rootRuleOfMost',
        `'${this.scope.node.path}' has more than ${MAX_RULES} import rules, so that the root '${this.rootPrefix}' takes the setting that most of them ask for (${settings(root)}), and files in directories without a rule are imported by it, too: give the root a rule of its own if they should not be`,
      );
    }
  }
}

/** The rule whose settings most rules have, two at least; of two such settings the first in alphabetical order. */
function mostCommon(rules: readonly Rule[]): Rule | undefined {
  const alike = (rule: Rule) => rules.filter((other) => sameSettings(other, rule)).length;
  const [first] = rules
    .filter((rule) => alike(rule) > 1)
    .sort((a, b) => alike(b) - alike(a) || (settings(a) < settings(b) ? -1 : 1));
  return first;
}

function requester({ requestedBy }: RequestedRule): string {
  return requestedBy === undefined ? '' : `, asked for by ${requestedBy}`;
}

function validatePrefix(scope: IConstruct, prefix: string, rootPrefix: string): void {
  if (Token.isUnresolved(prefix)) {
    return;
  }
  if (prefix !== '' && !prefix.endsWith('/')) {
    throw constructError(scope, `import rule prefix '${prefix}' must end with '/': write '${prefix}/'`);
  }
  if (prefix.startsWith('/')) {
    throw constructError(
      scope,
      `import rule prefix '${prefix}' starts with '/', but it is compared with keys of the bucket, which do not: write '${prefix.replace(/^\/+/, '')}'`,
    );
  }
  if (prefix.length > MAX_PREFIX_LENGTH) {
    throw constructError(
      scope,
      `import rule prefix '${prefix.slice(0, 60)}…' has ${prefix.length} characters, the service takes ${MAX_PREFIX_LENGTH}: shorten it`,
    );
  }
  if (!Token.isUnresolved(rootPrefix) && !prefix.startsWith(rootPrefix)) {
    throw constructError(
      scope,
      `import rule prefix '${prefix}' is outside the file system, whose own prefix is '${rootPrefix}': rules name keys of the bucket, write '${rootPrefix}${prefix}'`,
    );
  }
}

function validateSize(scope: IConstruct, rule: ImportDataRule): void {
  if (rule.sizeLessThan.isUnresolved()) {
    return;
  }
  const bytes = rule.sizeLessThan.toBytes();
  if (bytes < 0 || bytes > MAX_SIZE_LESS_THAN) {
    throw constructError(
      scope,
      `sizeLessThan of the import rule for prefix '${rule.prefix}' is ${bytes} bytes: give 0 to ${MAX_SIZE_LESS_THAN} (48 TiB)`,
    );
  }
}

function daysOf(scope: IConstruct, dataExpiration: Duration): number {
  if (dataExpiration.isUnresolved()) {
    return dataExpiration.toDays();
  }
  const days = dataExpiration.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    throw constructError(scope, `dataExpiration is ${days} days: the service takes whole days from 1 to 365`);
  }
  return days;
}

function sameSettings(a: Required<ImportDataRule>, b: Required<ImportDataRule>): boolean {
  return settings(a) === settings(b);
}

function bytesOf({ sizeLessThan }: Pick<ImportDataRule, 'sizeLessThan'>): number {
  return sizeLessThan.toBytes();
}

function settings(rule: Required<ImportDataRule>): string {
  return `below ${bytesOf(rule)} bytes ${rule.trigger}`;
}
