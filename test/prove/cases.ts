import type { ProveCase } from './case';
import { events } from './cases/events';
import { faults } from './cases/faults';
import { kills } from './cases/kills';

/** In the order in which they run. */
export const CASES: readonly ProveCase[] = [kills, faults, events];
