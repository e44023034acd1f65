import { NestedStack, Stack } from 'aws-cdk-lib/core';
import { newVpcWithPublicSubnets } from '../../../constructs/support/stacks';
import { observe } from '../observe';
import { both, newMountableWorld, type Row, refused } from '../row';

/** Function, file system and VPC in different stacks. */
export const STACK_ROWS: readonly Row[] = [
  both('A function in a stack that depends on the stack of the file system', (kit, app) => {
    const { vpc, fileSystem } = newMountableWorld(kit, app);
    fileSystem.accessPoint.client(new Stack(app, 'FunctionStack'), 'Function', vpc);
    return observe(app);
  }),

  both('The VPC in the stack of the function, the file system in another, mount targets with the VPC', (kit, app) => {
    const functionStack = new Stack(app, 'FunctionStack');
    const vpc = newVpcWithPublicSubnets(functionStack);
    const fileSystem = kit.fileSystem(new Stack(app, 'FileSystemStack'));
    fileSystem.addMountTargets(functionStack, vpc);
    fileSystem.accessPoint.client(functionStack, 'Function', vpc);
    return observe(app);
  }),

  refused(
    'The same, with the mount targets in the stack of the file system',
    /cannot mount access point .*'fileSystem\.addMountTargets/,
    (kit, app) => {
      const functionStack = new Stack(app, 'FunctionStack');
      const vpc = newVpcWithPublicSubnets(functionStack);
      const stack = new Stack(app, 'FileSystemStack');
      const fileSystem = kit.fileSystem(stack);
      fileSystem.addMountTargets(stack, vpc);
      fileSystem.accessPoint.client(functionStack, 'Function', vpc);
      return observe(app);
    },
  ),

  both('A function in a nested stack', (kit, app) => {
    const { stack, vpc, fileSystem } = newMountableWorld(kit, app);
    fileSystem.accessPoint.client(new NestedStack(stack, 'Nested'), 'Function', vpc);
    return observe(app);
  }),

  both('File system and function in two nested stacks', (kit, app) => {
    const stack = new Stack(app, 'Stack');
    const vpc = newVpcWithPublicSubnets(stack);
    const nested = new NestedStack(stack, 'Files');
    const fileSystem = kit.fileSystem(nested);
    fileSystem.addMountTargets(nested, vpc);
    fileSystem.accessPoint.client(new NestedStack(stack, 'Functions'), 'Function', vpc);
    return observe(app);
  }),

  both('The file system in a nested stack, the function in its parent', (kit, app) => {
    const stack = new Stack(app, 'Stack');
    const vpc = newVpcWithPublicSubnets(stack);
    const nested = new NestedStack(stack, 'Nested');
    const fileSystem = kit.fileSystem(nested);
    fileSystem.addMountTargets(nested, vpc);
    fileSystem.accessPoint.client(stack, 'Function', vpc);
    return observe(app);
  }),
];
