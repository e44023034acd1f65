import { type LanguageName, REFERENCE } from './options';

const HEADINGS = ['language', 'install/build s', 'synth s', 'template equal'];

/** The result of one language: times as far as it got, and every check that was made. */
export class LanguageResult {
  installSeconds: number | undefined;
  readonly synthSeconds: number[] = [];
  private readonly equal: boolean[] = [];
  private readonly outcomes: boolean[] = [];

  /** @param comparisons how many a run makes: one that is missing is not equal */
  constructor(
    readonly language: LanguageName,
    private readonly comparisons: number,
  ) {}

  check(passed: boolean): void {
    this.outcomes.push(passed);
  }

  compared(equal: boolean): void {
    this.equal.push(equal);
    this.check(equal);
  }

  get passed(): number {
    return this.outcomes.filter((outcome) => outcome).length;
  }

  get failed(): number {
    return this.outcomes.length - this.passed;
  }

  cells(): string[] {
    return [
      this.language,
      this.installSeconds?.toFixed(1) ?? '-',
      this.synthSeconds.map((seconds) => seconds.toFixed(1)).join(', ') || '-',
      this.isEqual(),
    ];
  }

  private isEqual(): string {
    if (this.language === REFERENCE) return 'reference';
    return this.equal.length === this.comparisons && this.equal.every((each) => each) ? 'yes' : 'NO';
  }
}

/** A line for each language, and one that counts. */
export function resultTable(results: readonly LanguageResult[]): string {
  const rows = [HEADINGS, ...results.map((result) => result.cells())];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join(' | ')
        .trimEnd(),
    )
    .join('\n');
}

export function totals(results: readonly LanguageResult[]): { passed: number; failed: number } {
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
  };
}
