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

/** The findings of cfn-lint, each with the construct that it is about. */
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

/** The path of the construct below the stack; if the metadata has no path, the place in the template. */
export function constructPath(file: string, path: readonly (string | number)[]): string {
  const template: Template = JSON.parse(readFileSync(file, 'utf8'));
  const [section, logicalId] = path;
  const construct = section === 'Resources' ? template.Resources?.[logicalId]?.Metadata?.['aws:cdk:path'] : undefined;
  return construct?.split('/').slice(1).join('/') ?? path.join('/');
}
