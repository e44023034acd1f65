import { type ExpirationDataRule, type ImportDataRule, ImportTrigger } from '@aws-sdk/client-s3files';
import { conflict, invalid } from './s3files-error';

export interface SynchronizationRules {
  readonly importDataRules: ImportDataRule[];
  readonly expirationDataRules: ExpirationDataRule[];
}

/**
 * The possible answers of GetSynchronizationConfiguration for a file system that nobody has configured yet. The reference
 * does not tell, so a scheme for applying rules has to live with each of these.
 */
export const FRESH_MODELS = ['not configured', 'no version', 'version 0', 'version 1'] as const;
export type FreshModel = (typeof FRESH_MODELS)[number];

/**
 * The possible effects of a Put without a version where rules stand already. The reference says only that later updates
 * must give one: `strict` refuses the Put, `lenient` takes it as unconditional.
 */
export const PUT_READINGS = ['strict', 'lenient'] as const;
export type PutReading = (typeof PUT_READINGS)[number];

// Limits from the resource schema of AWS::S3Files::FileSystem.
const MAX_IMPORT_RULES = 10;
const MAX_PREFIX_LENGTH = 1024;
const MAX_SIZE_LESS_THAN = 52_673_613_135_872;
const MAX_EXPIRATION_DAYS = 365;

/**
 * The synchronization configuration of one file system, with its optimistic lock: a replacement has to name the version
 * that stands, and none where none stands; a lenient service also takes one that names none.
 */
export class SynchronizationState {
  private rules?: SynchronizationRules;
  private latestVersionNumber?: number;

  /** @param prefix the part of the bucket the file system is for; empty is all of it */
  constructor(
    private readonly prefix: string,
    fresh: FreshModel,
    private readonly reading: PutReading = 'strict',
  ) {
    if (fresh !== 'not configured') this.rules = serviceDefaults(prefix);
    if (fresh === 'version 0') this.latestVersionNumber = 0;
    if (fresh === 'version 1') this.latestVersionNumber = 1;
  }

  get version(): number | undefined {
    return this.latestVersionNumber;
  }

  get current(): SynchronizationRules | undefined {
    return structuredClone(this.rules);
  }

  replace(request: Record<string, unknown>): void {
    const rules = validRules(request, this.prefix);
    const given = request.latestVersionNumber;
    if (given !== undefined && !Number.isInteger(given)) {
      throw invalid(`latestVersionNumber must be an integer, got ${JSON.stringify(given)}.`);
    }
    const unconditional = given === undefined && this.reading === 'lenient';
    if (!unconditional && given !== this.latestVersionNumber) {
      throw conflict(
        `The configuration has version ${this.latestVersionNumber ?? 'none'}, the request names ${given ?? 'none'}.`,
      );
    }
    this.rules = rules;
    this.latestVersionNumber = (this.latestVersionNumber ?? 0) + 1;
  }
}

/** The rules that, by the user guide, a file system has for which none were set. */
function serviceDefaults(prefix: string): SynchronizationRules {
  return {
    importDataRules: [{ prefix, trigger: ImportTrigger.ON_DIRECTORY_FIRST_ACCESS, sizeLessThan: 131_072 }],
    expirationDataRules: [{ daysAfterLastAccess: 30 }],
  };
}

function validRules(request: Record<string, unknown>, fileSystemPrefix: string): SynchronizationRules {
  const { importDataRules, expirationDataRules } = request;
  if (!Array.isArray(importDataRules) || importDataRules.length < 1 || importDataRules.length > MAX_IMPORT_RULES) {
    throw invalid(`importDataRules must be a list of 1 to ${MAX_IMPORT_RULES} rules.`);
  }
  if (!Array.isArray(expirationDataRules) || expirationDataRules.length !== 1) {
    throw invalid('expirationDataRules must be a list of exactly one rule.');
  }
  const imports = importDataRules.map((rule: unknown) => validImportRule(asObject(rule)));
  if (imports.some(({ prefix }) => !prefix?.startsWith(fileSystemPrefix))) {
    throw invalid(`Each importDataRules prefix must start with the file system's prefix '${fileSystemPrefix}'.`);
  }
  if (imports.filter(({ prefix }) => prefix === fileSystemPrefix).length !== 1) {
    throw invalid(`importDataRules must hold exactly one rule for the root directory '${fileSystemPrefix}'.`);
  }
  return { importDataRules: imports, expirationDataRules: [validExpirationRule(asObject(expirationDataRules[0]))] };
}

function validImportRule({ prefix, trigger, sizeLessThan }: Record<string, unknown>): ImportDataRule {
  if (typeof prefix !== 'string' || prefix.length > MAX_PREFIX_LENGTH || !/^(|.*\/)$/.test(prefix)) {
    throw invalid(`prefix must be empty or end in '/', got ${JSON.stringify(prefix)}.`);
  }
  const known = Object.values(ImportTrigger).find((value) => value === trigger);
  if (!known) throw invalid(`trigger must be one of ${Object.values(ImportTrigger)}, got ${JSON.stringify(trigger)}.`);
  return { prefix, trigger: known, sizeLessThan: integerWithin('sizeLessThan', sizeLessThan, 0, MAX_SIZE_LESS_THAN) };
}

function validExpirationRule({ daysAfterLastAccess }: Record<string, unknown>): ExpirationDataRule {
  return {
    daysAfterLastAccess: integerWithin('daysAfterLastAccess', daysAfterLastAccess, 1, MAX_EXPIRATION_DAYS),
  };
}

function integerWithin(name: string, value: unknown, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw invalid(`${name} must be an integer from ${min} to ${max}, got ${JSON.stringify(value)}.`);
  }
  return value;
}

export function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(`Expected an object, got ${JSON.stringify(value)}.`);
  }
  return value as Record<string, unknown>;
}
