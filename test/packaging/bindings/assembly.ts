import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The files of a cloud assembly that reach AWS: templates, the list of assets with their hashes, and the assets. The
 * rest, `manifest.json`, `tree.json`, `*.metadata.json`, `cdk.out`, is for the CDK's command line, and names folders of
 * the machine and versions of what each language resolved.
 */
const DEPLOYED = /(\.template\.json|\.assets\.json)$|^asset\./;

const DIFFERENCES_SHOWN = 5;
const LONGEST_VALUE = 100;

function deployedFiles(assembly: string): string[] {
  if (!existsSync(assembly)) throw new Error(`nothing was synthesized to ${assembly}: see what failed before`);
  const files = readdirSync(assembly, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(assembly.length + 1))
    .filter((file) => DEPLOYED.test(file))
    .sort();
  if (!files.some((file) => file.endsWith('.template.json'))) throw new Error(`${assembly} has no template`);
  return files;
}

/**
 * The differences of an assembly from another in the files that are deployed; none if both are the same, byte for byte.
 * No exception is made for jsii: it adds nothing to a template. (Only the command line asks for the usage statistics
 * that name the language, `AWS::CDK::Metadata`.)
 */
export function differences(expected: string, actual: string): string[] {
  const files = [...new Set([...deployedFiles(expected), ...deployedFiles(actual)])].sort(templatesFirst);
  const found = files.flatMap((file) => differencesOfFile(file, join(expected, file), join(actual, file)));
  const more = found.length - DIFFERENCES_SHOWN;
  return more > 0 ? [...found.slice(0, DIFFERENCES_SHOWN), `and ${more} more`] : found;
}

function differencesOfFile(file: string, expected: string, actual: string): string[] {
  if (!existsSync(expected)) return [`${file} is there, and should not be`];
  if (!existsSync(actual)) return [`${file} is missing`];
  if (sha256(expected) === sha256(actual)) return [];
  if (!file.endsWith('.json') || file.startsWith('asset.')) return [`${file} has other bytes`];
  const paths = differingPaths(JSON.parse(readFileSync(expected, 'utf8')), JSON.parse(readFileSync(actual, 'utf8')));
  return paths.length === 0 ? [`${file} says the same in another order`] : paths.map((path) => `${file}${path}`);
}

/** The paths at which two JSON values differ, with both values. */
function differingPaths(expected: unknown, actual: unknown, path = ''): string[] {
  if (isObject(expected) && isObject(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    return keys.flatMap((key) => differingPaths(expected[key], actual[key], `${path}/${key}`));
  }
  if (expected === actual) return [];
  return [`${path} is ${short(actual)} instead of ${short(expected)}`];
}

function short(value: unknown): string {
  const text = String(JSON.stringify(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** Sorts templates first: a difference in a template explains the hashes that differ elsewhere. */
function templatesFirst(one: string, other: string): number {
  return Number(other.endsWith('.template.json')) - Number(one.endsWith('.template.json'));
}

export function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
