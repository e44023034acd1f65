import { readdirSync, readFileSync } from 'node:fs';

const MIB = 1024;

/** The resources that a process uses, as Linux reports them. */
export interface ProcessFigures {
  /** Resident now, and at most so far, in MiB. */
  readonly residentMib: number;
  readonly mostResidentMib: number;
  readonly descriptors: number;
}

export function figuresOf(pid: number | undefined): ProcessFigures {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mib = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1]) / MIB;
  return {
    residentMib: mib('VmRSS'),
    mostResidentMib: mib('VmHWM'),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
  };
}

/** The most memory that a function may take, in MiB, of the 1,769 that it has by default. */
export const MOST_RESIDENT_MIB = 400;
