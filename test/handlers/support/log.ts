import type { Log } from '../../../lambda-runtime/telemetry/log';

type Line = Readonly<Record<string, unknown>>;

/** Keeps what is logged. */
export class RecordedLog implements Log {
  public readonly lines: Line[] = [];

  public info(message: string, details: Line): void {
    this.keep('info', message, details);
  }

  public warn(message: string, details: Line): void {
    this.keep('warn', message, details);
  }

  public error(message: string, details: Line): void {
    this.keep('error', message, details);
  }

  private keep(level: string, message: string, details: Line): void {
    this.lines.push({ level, message, ...details });
  }
}
