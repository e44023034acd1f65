/** Removes the folder of `jest.unit.folder.mjs`. */
export default function end() {
  globalThis.endOfUnitTests();
}
