/** The states in which a stack rests. */
export type StackStatus =
  | 'CREATE_COMPLETE'
  | 'ROLLBACK_COMPLETE'
  | 'ROLLBACK_FAILED'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'DELETE_COMPLETE'
  | 'DELETE_FAILED';

const UPDATABLE: readonly (StackStatus | undefined)[] = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
];

export function isNotCreated(status: StackStatus | undefined): boolean {
  return status === undefined || status === 'DELETE_COMPLETE';
}

export function isUpdatable(status: StackStatus | undefined): boolean {
  return UPDATABLE.includes(status);
}
