import { Resource } from 'aws-cdk-lib/core';

/**
 * Makes a construct of this library look like one of a second copy of the package: it has the same members, but
 * `instanceof` finds none of the classes that are loaded here.
 */
export function asOfAnotherCopy<T extends Resource>(construct: T): T {
  const classes: object[] = [];
  for (let type = Object.getPrototypeOf(construct); type !== Resource.prototype; type = Object.getPrototypeOf(type)) {
    classes.unshift(type);
  }
  const copy = classes.reduce(
    (parent, type) => Object.create(parent, Object.getOwnPropertyDescriptors(type)),
    Resource.prototype,
  );
  return Object.setPrototypeOf(construct, copy);
}
