/** How sure a ranking is. */
export { createKernel, type ComposeKernel, type KernelOptions } from './compose-kernel.ts';
export {
  doubtBatches,
  runDoubt,
  type DoubtRun,
  type Progress,
  type RunOptions,
  type UnitDoubt,
} from './monte-carlo.ts';
