import { readFileSync } from 'node:fs';
import type { Finding } from './exceptions';

export interface LintFinding extends Finding {
  readonly template: string;
  readonly level: string;
  readonly message: string;
}

/** The part of cfn-lint's JSON that is read. */
interface Match {
  readonly Filename: string;
  readonly Level: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/** What cfn-lint found, each with the construct it is in. */
export function parseFindings(output: string): LintFinding[] {
  const matches: readonly Match[] = JSON.parse(output);
  return matches.map(({ Filename, Level, Message, Rule, Location }) => ({
    template: Filename,
    level: Level,
    rule: Rule.Id,
    message: Message,
    where: constructPath(Filename, Location.Path ?? []),
  }));
}

interface Template {
  readonly Resources?: Record<string, { readonly Metadata?: Record<string, string> }>;
}

/** Below the stack; without a path in the metadata, where the template has it. */
export function constructPath(file: string, path: readonly (string | number)[]): string {
  const template: Template = JSON.parse(readFileSync(file, 'utf8'));
  const [section, logicalId] = path;
  const construct = section === 'Resources' ? template.Resources?.[logicalId]?.Metadata?.['aws:cdk:path'] : undefined;
  return construct?.split('/').slice(1).join('/') ?? path.join('/');
}
