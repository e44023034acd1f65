import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { FULL } from './sizes';

/**
 * Widgets that are made when the template is written, beside each other: they show what is made after them, and take no
 * place where there is nothing to show. A dashboard places its rows only then, too.
 */
export class LateWidgets implements cloudwatch.IWidget {
  public readonly width = FULL;
  private x = 0;
  private y = 0;

  constructor(private readonly make: () => readonly cloudwatch.IWidget[]) {}

  public get height(): number {
    return this.row().height;
  }

  public position(x: number, y: number): void {
    this.x = x;
    this.y = y;
  }

  public toJson(): unknown[] {
    const row = this.row();
    row.position(this.x, this.y);
    return row.toJson();
  }

  private row(): cloudwatch.Row {
    return new cloudwatch.Row(...this.make());
  }
}
