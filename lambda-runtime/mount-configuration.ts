import { type Environment, jsonVariable, positiveInteger, requiredVariable } from './environment';
import { parseSizeClasses, type SizeClass } from './files/size-class';
import type { InFlightLimits } from './in-flight';

/** The settings that both handlers read from their function's environment. */
export interface Configuration {
  /** The directory at which the access point is mounted. */
  readonly root: string;
  readonly sizeClasses: readonly SizeClass[];
  readonly limits: InFlightLimits;
  readonly metricsNamespace: string;
}

export function readConfiguration(environment: Environment): Configuration {
  return {
    root: requiredVariable(environment, 'MOUNT_PATH'),
    sizeClasses: parseSizeClasses(jsonVariable(environment, 'SIZE_CLASSES')),
    limits: {
      maxFiles: positiveInteger(environment, 'MAX_FILES_IN_FLIGHT'),
      maxBytes: positiveInteger(environment, 'MAX_BYTES_IN_FLIGHT'),
    },
    metricsNamespace: requiredVariable(environment, 'METRICS_NAMESPACE'),
  };
}
