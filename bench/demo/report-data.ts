import { join } from 'node:path';
import { REPOSITORY } from '../../local/process/places';
import { type DemoResult, isEqual, verdict } from './results';

/** The folder of what a run leaves. */
export const REPORT_FOLDER = join(REPOSITORY, 'demo-report');

/** The name of the report for programs, beside the page. */
export const REPORT_DATA = 'report.json';

/** All that the page shows, and the histograms in numbers; each number has its unit in its name, or is a count. */
export function reportData(result: DemoResult): string {
  return `${JSON.stringify({ equal: isEqual(result), verdict: verdict(result), ...result }, undefined, 1)}\n`;
}
