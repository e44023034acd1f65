import { CAT } from './cat';
import type { Command } from './command';
import { COST } from './cost/cost';
import { LS } from './ls';
import { PLAN, REPLAY } from './replay/replay';
import { STATUS } from './replay/status';

export const COMMANDS: readonly Command[] = [REPLAY, PLAN, STATUS, LS, CAT, COST];
