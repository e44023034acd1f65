import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Names } from 'aws-cdk-lib/core';
import { type Construct, DependencyGroup } from 'constructs';
import { constructError } from '../construct-error';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import type { VpcConfiguration } from '../interfaces/vpc-configuration';
import { areDifferentVpcs } from '../mounting/client-vpc';
import type { KnownMountTargets, MountTargetPlacement } from '../mounting/mount-target-placement';
import { checkProperties, having } from '../property-check';
import { MountTargets } from './mount-targets';

/** The mount targets that this app makes for a file system, wherever it is made. */
export class PlacedMountTargets implements KnownMountTargets {
  public readonly placements: MountTargetPlacement[] = [];
  /** The resources that clients wait for. */
  public readonly available = new DependencyGroup();

  /**
   * @param complete false for an imported file system, which may have mount targets that are not known here
   * @param securityGroup that of mount targets which exist already; further ones get it too, unless another is given
   */
  constructor(
    private readonly fileSystem: IS3FilesFileSystem,
    public readonly complete: boolean,
    private readonly securityGroup?: ec2.ISecurityGroup,
  ) {}

  public add(scope: Construct, vpcConfiguration: VpcConfiguration): void {
    const { fileSystem, securityGroup } = this;
    checkProperties(fileSystem, vpcConfiguration, { vpc: { shape: having('vpcId', 'a VPC'), required: true } });
    this.validateOneVpc(vpcConfiguration.vpc);
    const taken = this.placements.flatMap(({ subnets }) => subnets);
    const id = `${scope === fileSystem ? '' : Names.uniqueId(fileSystem)}MountTargets${this.placements.length || ''}`;
    const config = vpcConfiguration.securityGroups ? vpcConfiguration : { securityGroup, ...vpcConfiguration };
    const targets = new MountTargets(scope, id, fileSystem.fileSystemId, config, taken);
    fileSystem.connections.addSecurityGroup(...targets.securityGroups);
    this.available.add(...targets.mountTargets);
    this.placements.push({ vpc: vpcConfiguration.vpc, subnets: targets.subnets });
  }

  private validateOneVpc(vpc: ec2.IVpc): void {
    const other = this.placements.find((placement) => areDifferentVpcs(placement.vpc.vpcId, vpc.vpcId));
    if (other) {
      const { path } = this.fileSystem.node;
      throw constructError(
        this.fileSystem,
        `file system '${path}' has mount targets in VPC '${other.vpc.node.path}' and cannot have some in '${vpc.node.path}' as well, since it is mounted from one VPC: make another file system over the bucket`,
      );
    }
  }
}
