/** The place of a record in the target topic. */
export interface Place {
  readonly partition: number;
  readonly offset: number;
}

/** Tells where the records of one source partition stand in the target, as the run has kept it. */
export interface RecordPlaces {
  /** The digest of all that the run has kept of them. */
  readonly sha256: string;
  /** False if second copies may stand in the target that the run does not know of: it could not read back what was on its way. */
  readonly exact: boolean;
  /** @param offset of the source; each call asks for one behind that of the call before */
  placeOf(offset: number): Promise<Place | undefined>;
  /** The second copies in a target partition: how many there are, and the last offset of one. */
  repeatedIn(partition: number): { readonly count: number; readonly last: number };
  /** Tells whether a place has a second copy, which went out because an invocation was killed or lost the brokers. */
  isRepeated(place: Place): boolean;
}
