const MOST_WARNINGS = 20;
const LONGEST_WARNING = 500;

/** Remarks on a replay that did as it was asked, and may still not have done what was meant. Each is given once. */
export class Warnings {
  private readonly sentences = new Set<string>();

  public add(sentence: string): void {
    if (this.sentences.size < MOST_WARNINGS) {
      this.sentences.add(sentence.length <= LONGEST_WARNING ? sentence : `${sentence.slice(0, LONGEST_WARNING - 1)}…`);
    }
  }

  public get list(): readonly string[] {
    return [...this.sentences];
  }
}
