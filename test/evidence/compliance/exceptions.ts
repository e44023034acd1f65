/** Something that a checker says of a template. */
export interface Finding {
  readonly rule: string;
  /** The path of the construct below its stack. */
  readonly where: string;
}

/** Findings that stand, and why they must. */
export interface Exception {
  readonly rules: readonly string[];
  readonly where: RegExp;
  /** The property of the service or of CDK that leaves no choice. */
  readonly reason: string;
}

function covers({ rules, where }: Exception, finding: Finding): boolean {
  return rules.includes(finding.rule) && where.test(finding.where);
}

export function withoutExceptions<F extends Finding>(findings: readonly F[], exceptions: readonly Exception[]): F[] {
  return findings.filter((finding) => !exceptions.some((exception) => covers(exception, finding)));
}

/** Rules that are excepted although nothing is found any more: the exception would hide the next finding. */
export function unusedExceptions(findings: readonly Finding[], exceptions: readonly Exception[]): string[] {
  return exceptions.flatMap((exception) =>
    exception.rules
      .filter((rule) => !findings.some((finding) => finding.rule === rule && exception.where.test(finding.where)))
      .map((rule) => `${rule} at ${exception.where}`),
  );
}
