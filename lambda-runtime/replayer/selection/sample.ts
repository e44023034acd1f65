/** Counts what there may be millions of, and keeps the first of it. */
export class Sample {
  public readonly first: string[] = [];
  private all = 0;

  /** @param most how many are kept */
  public constructor(private readonly most: number) {}

  public get count(): number {
    return this.all;
  }

  public add(text: string): void {
    this.all++;
    if (this.first.length < this.most) {
      this.first.push(text);
    }
  }
}
