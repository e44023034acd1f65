import type { LintFinding } from './cfn-lint-findings';
import { type Exception, withoutExceptions } from './exceptions';

export interface LintedTemplate {
  readonly file: string;
  readonly name: string;
}

export interface LintReport {
  readonly text: string;
  readonly passed: number;
  readonly failed: number;
}

const HEADINGS = ['template', 'errors', 'warnings', 'listed'];

/** A line for each template, and below them one for each finding that is not listed. A template with one has failed. */
export function lintReport(
  templates: readonly LintedTemplate[],
  findings: readonly LintFinding[],
  exceptions: readonly Exception[],
): LintReport {
  const left = withoutExceptions(findings, exceptions);
  const of = (all: readonly LintFinding[], { file }: LintedTemplate) => all.filter(({ template }) => template === file);
  const rows = templates.map((template) => {
    const own = of(left, template);
    const errors = own.filter(({ level }) => level === 'Error').length;
    return [template.name, errors, own.length - errors, of(findings, template).length - own.length].map(String);
  });
  const failures = templates.flatMap((template) =>
    of(left, template).map(({ rule, where, message }) => `${template.name}: ${rule} at ${where}: ${message}`),
  );
  const failed = templates.filter((template) => of(left, template).length > 0).length;
  return { text: [aligned([HEADINGS, ...rows]), ...failures].join('\n'), passed: templates.length - failed, failed };
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map(([name, ...counts]) =>
      [name.padEnd(widths[0]), ...counts.map((count, index) => count.padStart(widths[index + 1]))].join(' | '),
    )
    .join('\n');
}
