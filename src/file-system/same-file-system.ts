import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import { readableText } from '../readable-references';
import { resourceOf } from '../resource-of';

/**
 * Tells whether two constructs stand for one file system: by ARN or by id, because one of them may be imported without its
 * account and Region. Tokens are compared by what they refer to.
 */
export function isSameFileSystem(a: IS3FilesFileSystem, b: IS3FilesFileSystem): boolean {
  return a === b || isSame(a, namesOf(a), b, namesOf(b));
}

/** Tells whether two access points, made here, imported, or L1s, are of one file system. */
export function areOnSameFileSystem(a: IS3FilesAccessPoint, b: IS3FilesAccessPoint): boolean {
  return a.fileSystem === b.fileSystem || isSame(a.fileSystem, namesBehind(a), b.fileSystem, namesBehind(b));
}

function isSame(a: IS3FilesFileSystem, namesOfA: string[], b: IS3FilesFileSystem, namesOfB: string[]): boolean {
  const shared = namesOfA.some((name) => namesOfB.includes(name));
  return shared && mayBeSame(a.env.account, b.env.account) && mayBeSame(a.env.region, b.env.region);
}

function mayBeSame(a: string, b: string): boolean {
  return a === b || Token.isUnresolved(a) || Token.isUnresolved(b);
}

/** The ARN of an access point of this app says nothing of its file system before the deployment; its resource does. */
function namesBehind(accessPoint: IS3FilesAccessPoint): string[] {
  const resource = resourceOf(accessPoint.accessPointArn);
  const known = s3files.CfnAccessPoint.isCfnAccessPoint(resource) ? namesOfId(resource, resource.fileSystemId) : [];
  return [...namesOf(accessPoint.fileSystem), ...known];
}

function namesOf(fileSystem: IS3FilesFileSystem): string[] {
  const { fileSystemArn, fileSystemId } = fileSystem;
  return [...namesOfId(fileSystem, fileSystemArn), ...namesOfId(fileSystem, fileSystemId)];
}

/** An id or an ARN as text; of a file system of this app also the path of its resource, which has both as attributes. */
function namesOfId(scope: IConstruct, id: string): string[] {
  const resource = resourceOf(id);
  const text = readableText(scope, id);
  return s3files.CfnFileSystem.isCfnFileSystem(resource) ? [text, resource.node.path] : [text];
}
