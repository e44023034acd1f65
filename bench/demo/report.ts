import type { DemoResult } from './results';
export function reportPage(result: DemoResult): string {
  return JSON.stringify(result);
}
