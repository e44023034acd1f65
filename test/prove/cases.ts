import type { ProveCase } from './case';
import { brokers } from './cases/brokers';
import { endurance } from './cases/endurance';
import { events } from './cases/events';
import { faults } from './cases/faults';
import { files } from './cases/files';
import { kills } from './cases/kills';
import { memory } from './cases/memory';
import { million } from './cases/million';

/** The cases, in the order in which they run. */
export const CASES: readonly ProveCase[] = [kills, faults, events, files, memory, million, brokers, endurance];
